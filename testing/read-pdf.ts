import { PDFDict, PDFDocument, PDFName, PDFRawStream } from "pdf-lib";
import { extractText, getDocumentProxy } from "unpdf";

/** The text of each page, as one reader of PDF sees it. */
export async function readPdfPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(Uint8Array.from(bytes));
  const { text } = await extractText(document, { mergePages: false });
  return text;
}

/** What acts when a document is opened or clicked. */
const actingNames = [
  "JS",
  "JavaScript",
  "URI",
  "Launch",
  "OpenAction",
  "AA",
  "Annots",
  "EmbeddedFiles",
  "SubmitForm",
  "RichMedia",
].map((name) => PDFName.of(name));

/** Every name in every object that could act, as another reader of PDF sees them. */
export async function listActingNames(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { throwOnInvalidObject: true });
  return document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    return dict instanceof PDFDict ? listIn(dict) : [];
  });
}

function listIn(dict: PDFDict): string[] {
  const own = dict.entries().flat();
  const inner = dict
    .values()
    .flatMap((value) => (value instanceof PDFDict ? listIn(value) : []));
  const acting = own.filter((one) => actingNames.some((name) => name === one));
  return [...acting.map(String), ...inner];
}

export async function countPdfPages(bytes: Uint8Array): Promise<number> {
  return (await PDFDocument.load(bytes)).getPageCount();
}
