grant update (next_sealed_secret) on custody.second_factors to custody_app;
