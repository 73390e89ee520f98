package desk

import (
	"context"
	"errors"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/paper/web"
	"needsbook/app/publish"
)

// PublicDocument is one of the documents that the school must put on its website.
type PublicDocument struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// publicDocuments are the public documents in the order in which they are shown.
var publicDocuments = []string{publish.SENInformation, publish.InclusionStrategy}

// PublicDocuments returns the documents that the school must put on its website.
func (d *Desk) PublicDocuments() []PublicDocument {
	var list []PublicDocument
	for _, id := range publicDocuments {
		list = append(list, PublicDocument{ID: id, Title: d.sections[id].Document.Title})
	}
	return list
}

// words is the school's own text for one section of a public document.
type words struct {
	ID       string   `json:"id"`
	Document string   `json:"document"`
	Section  string   `json:"section"`
	Words    string   `json:"words"`
	Changed  day.Date `json:"changed"`
	Refused  []string `json:"refused"` // suggestions the school does not want: see plainenglish.Hint
}

// ReportPack returns the sections that a public document answers; nil for a document
// that there is none of.
func (d *Desk) ReportPack(document string) *publish.Pack { return d.sections[document] }

// documentPack returns the sections of a document, or refuses one that there is none of.
func (d *Desk) documentPack(document string) (*publish.Pack, error) {
	if p := d.sections[document]; p != nil {
		return p, nil
	}
	return nil, refuse("doc", "There is no public document “"+document+"”. There are "+strings.Join(publicDocuments, " and ")+".")
}

// ReportWords returns the school's own words for a document, by section, and says of each
// whether it names a pupil. Who may be named in public, such as a governor with the name
// of a pupil, is none.
func (d *Desk) ReportWords(ctx context.Context, document string) (map[string]publish.Text, error) {
	list, err1 := where[words](ctx, d.store, kindWords, "document", document)
	public, err2 := d.publicNames(ctx)
	out := map[string]publish.Text{}
	for _, w := range list {
		out[w.Section] = publish.Text{Words: w.Words, Changed: w.Changed, NamesPupil: d.namesPupil(w.Words, public...)}
	}
	return out, errors.Join(err1, err2)
}

// SaveReportWords keeps the school's words for a section of a document. Words of a section
// that the pack in use has no place for can still be changed, and taken away once they
// stand elsewhere.
func (d *Desk) SaveReportWords(ctx context.Context, document, section, text string) error {
	p, err := d.documentPack(document)
	if err != nil {
		return err
	}
	title, ok := p.WordsTitle(section)
	if !ok {
		title = publish.ApartTitle(section)
		found, err := readRecord(ctx, d.store, kindWords, document+"/"+section, &words{})
		if err != nil {
			return err
		}
		if !found {
			return refuse("section", p.Document.Title+" has no section “"+section+"”.")
		}
	}
	edit, err := d.wordsEdit(ctx, document, section, func(w *words) { w.Words, w.Changed = text, d.Today() })
	if err != nil {
		return err
	}
	return d.do(ctx, "Write “"+title+"”", "", edit)
}

// wordsEdit is the edit that changes what is kept of a section.
func (d *Desk) wordsEdit(ctx context.Context, document, section string, change func(*words)) (journal.Edit, error) {
	w := words{ID: document + "/" + section, Document: document, Section: section}
	if _, err := readRecord(ctx, d.store, kindWords, w.ID, &w); err != nil {
		return journal.Edit{}, err
	}
	change(&w)
	w.Refused = orEmpty(w.Refused)
	return journal.Edit{Kind: kindWords, Key: w.ID, Value: w}, nil
}

// Report checks a public document section by section and makes it.
func (d *Desk) Report(ctx context.Context, document string) (publish.Result, error) {
	draft, err := d.draft(ctx, document)
	if err != nil {
		return publish.Result{}, err
	}
	r, _, err := d.checked(ctx, draft)
	return r, err
}

// checked checks a document as it stands and makes it, and says how far the governors'
// word goes for it.
func (d *Desk) checked(ctx context.Context, draft draft) (r publish.Result, standing ApprovalStanding, err error) {
	if standing, err = d.approvalOf(ctx, draft); err != nil {
		return r, standing, err
	}
	facts, err := d.dated(ctx, draft, standing)
	if err != nil {
		return r, standing, err
	}
	r = publish.Report(draft.pack, d.plain, facts, draft.words)
	asked, err := d.linksRemembered(ctx, draft.document)
	if err == nil && len(asked) > 0 {
		r.AddDeadLinks(draft.pack, asked)
	}
	return r, standing, err
}

// ReportPDF makes a document as a PDF; missing says what it does not show, as Draw does.
func (d *Desk) ReportPDF(ctx context.Context, document string) (file []byte, missing []string, err error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, nil, err
	}
	doc, err := d.ReportDocument(ctx, document)
	if err != nil {
		return nil, nil, err
	}
	return drawPDF(doc)
}

// ReportHTML makes a document as one accessible web page with the same words.
func (d *Desk) ReportHTML(ctx context.Context, document string) ([]byte, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	doc, err := d.ReportDocument(ctx, document)
	if err != nil {
		return nil, err
	}
	return web.Render(doc)
}

// ReportDocument returns a public document as it stands. While the governors have not
// approved it so, each page says that it is a draft.
func (d *Desk) ReportDocument(ctx context.Context, document string) (*paper.Doc, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	draft, err := d.draft(ctx, document)
	if err != nil {
		return nil, err
	}
	r, standing, err := d.checked(ctx, draft)
	if err != nil {
		return nil, err
	}
	if standing.Needed && !standing.Current {
		r.Doc.Watermark = paper.Mark(d.School().Demo, true)
	}
	return r.Doc, nil
}
