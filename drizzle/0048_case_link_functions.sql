-- The function find_case_link runs as the owner, who is bound by row security as everybody is.
create policy case_links_for_the_owner on custody.case_links
  for select to custody_owner using (true);
