package book

import "fmt"

// Broken says where a book stopped holding together.
type Broken struct {
	Cluster string
	N       int64  // the place in the book
	Reason  string // what does not fit, in words
}

func (b *Broken) Error() string {
	return fmt.Sprintf("the book of %s does not hold at entry %d: %s", b.Cluster, b.N, b.Reason)
}

// Verify goes through a book from its first entry and returns a *Broken at the first
// that does not follow from the one before. That entries are missing from the end
// cannot be seen in a book alone: compare the last one with a head noted elsewhere.
func Verify(entries []Entry) error {
	head := Head{}
	for i, e := range entries {
		reason := ""
		switch {
		case e.Cluster != entries[0].Cluster:
			reason = "it is of another cluster"
		case e.N != head.N+1:
			reason = fmt.Sprintf("it says that it is number %d", e.N)
		case e.Prev != head.Hash:
			reason = "it does not name the entry before"
		case e.Hash != e.Sum():
			reason = "its words are not those that were written"
		}
		if reason != "" {
			return &Broken{Cluster: entries[0].Cluster, N: int64(i + 1), Reason: reason}
		}
		head = e.Head()
	}
	return nil
}
