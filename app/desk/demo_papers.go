package desk

import (
	"context"
	"path"
	"strings"
	"sync"

	"needsbook/app/paper"
	"needsbook/app/register"
)

// demoPaper is a paper kept with one of the invented pupils with SEN.
type demoPaper struct {
	Pupil int `json:"pupil"` // place among those with SEN
	register.Attachment
	Words []string
}

// papers seals the recipe's papers of a pupil and adds the records that name them. It
// returns the ids of those that are pages.
func (b *demoBuilder) papers(ctx context.Context, p register.Pupil, nth int) (pages []string, err error) {
	for _, r := range b.recipe.Papers {
		if r.Pupil != nth {
			continue
		}
		content, err := b.paper(r)
		if err != nil {
			return nil, err
		}
		a := r.Attachment
		a.ID, a.Pupil = b.id(), p.ID
		if err := b.desk.keepPaper(ctx, &a, content); err != nil {
			return nil, err
		}
		a.Added = b.today
		b.put(kindAttachment, a.ID, p.ID, a)
		if path.Ext(a.Name) == ".pdf" {
			pages = append(pages, a.ID)
		}
	}
	return pages, nil
}

// paper writes a paper of the recipe as text, or as a page where its name says so.
func (b *demoBuilder) paper(r demoPaper) ([]byte, error) {
	if path.Ext(r.Name) != ".pdf" {
		return []byte(strings.Join(r.Words, "\n\n") + "\n"), nil
	}
	demoPages.Lock()
	defer demoPages.Unlock()
	if page := demoPages.drawn[r.Name]; page != nil {
		return page, nil
	}
	doc := &paper.Doc{Title: r.What, Lang: "en-GB", Org: b.recipe.School.Name, Date: r.On, Watermark: paper.Mark(true, false)}
	for _, words := range r.Words {
		doc.Blocks = append(doc.Blocks, paper.P(words))
	}
	page, _, err := drawPDF(doc)
	demoPages.drawn[r.Name] = page
	return page, err
}

// demoPages keeps the pages of the demo school's papers: they are always the same, and
// drawing one takes longer than filling in the school.
var demoPages = struct {
	sync.Mutex
	drawn map[string][]byte
}{drawn: map[string][]byte{}}
