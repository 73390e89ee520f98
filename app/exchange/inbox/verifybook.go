package inbox

import (
	"strings"

	"needsbook/app/cluster/book"
)

// verifyBooks goes through each cluster's book from its first entry, compares how far it
// goes with the record of changes, and looks whether what entries cite is unchanged.
func verifyBooks(r Reader, t trail, rep *Report, wrong func(id, format string, args ...any)) error {
	clusters, err := r.Clusters()
	if err != nil {
		return err
	}
	for _, c := range clusters {
		entries, err := r.Book(c.ID, 0)
		if err != nil {
			return err
		}
		rep.Entries += len(entries)
		if err := book.Verify(entries); err != nil {
			wrong("book", "%v", err)
		}
		head := book.Head{}
		if len(entries) > 0 {
			head = entries[len(entries)-1].Head()
		}
		if noted, ok := t.books[c.ID]; ok && noted != bookRef(c.ID, head) || !ok && head.N > 0 {
			wrong("book", "the book of %s ends otherwise than the record of changes says", c.ID)
		}
		delete(t.books, c.ID)
	}
	for cluster := range t.books {
		wrong("book", "the book of %s is gone", cluster)
	}
	return r.EachFrozen(func(id string, body []byte) error {
		rep.Frozen++
		if id != book.FrozenID(body) {
			wrong(id, "the bytes that entries cite are not those that the identifier names")
		}
		return nil
	})
}

// followBook keeps the last head that the record of changes notes of each book.
func (t trail) followBook(e AuditEntry) {
	if e.Act != actBook {
		return
	}
	if cluster, _, ok := strings.Cut(e.Ref, " "); ok {
		t.books[cluster] = e.Ref
	}
}
