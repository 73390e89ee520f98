package book

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 21, 9, 30, 0, 123456789, time.UTC)

func drafts(t *rapid.T) []Draft {
	text := rapid.StringMatching(`[a-z ]{0,8}`)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Draft {
		body, err := json.Marshal(map[string]string{"w": text.Draw(t, "body")})
		if err != nil {
			t.Fatal(err)
		}
		return Draft{At: at.Add(time.Duration(rapid.IntRange(0, 1e6).Draw(t, "ms")) * time.Millisecond), Actor: "p" + text.Draw(t, "actor"),
			Kind: "panel.vote", Ref: text.Draw(t, "ref"), Body: body}
	}), 1, 12).Draw(t, "drafts")
}

func TestChainHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drafts(t)
		split := rapid.IntRange(0, len(list)).Draw(t, "split")
		first := Chain("KENT-07", Head{}, list[:split])
		head := Head{}
		if len(first) > 0 {
			head = first[len(first)-1].Head()
		}
		whole := append(first, Chain("KENT-07", head, list[split:])...)
		if err := Verify(whole); err != nil {
			t.Fatal(err)
		}
		if whole[len(whole)-1].Hash != Chain("KENT-07", Head{}, list)[len(list)-1].Hash {
			t.Fatal("written in two parts the book is another")
		}
		// A copy as JSON is the same book.
		b, err := json.Marshal(whole)
		var again []Entry
		if err := errors.Join(err, json.Unmarshal(b, &again), Verify(again)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryChangeInABookIsFound(t *testing.T) {
	changes := map[string]func(e *Entry){
		"actor":   func(e *Entry) { e.Actor += "x" },
		"kind":    func(e *Entry) { e.Kind = "panel.decide" },
		"ref":     func(e *Entry) { e.Ref += "x" },
		"body":    func(e *Entry) { e.Body = json.RawMessage(`{"w":"other"}`) },
		"time":    func(e *Entry) { e.At = e.At.Add(time.Millisecond) },
		"number":  func(e *Entry) { e.N++ },
		"hash":    func(e *Entry) { e.Hash = strings.Repeat("0", 64) },
		"before":  func(e *Entry) { e.Prev += "0" },
		"cluster": func(e *Entry) { e.Cluster += "8" },
		// Letters moved from one part to the next leave the bytes in a row as they were.
		"border": func(e *Entry) { e.Actor, e.Kind = e.Actor+e.Kind[:1], e.Kind[1:] },
	}
	rapid.Check(t, func(t *rapid.T) {
		book := Chain("KENT-07", Head{}, drafts(t))
		i := rapid.IntRange(0, len(book)-1).Draw(t, "which")
		what := rapid.SampledFrom([]string{"actor", "kind", "ref", "body", "time", "number", "hash", "before", "cluster", "border"}).Draw(t, "what")
		changed := slices.Clone(book)
		changes[what](&changed[i])
		if changed[i].Sum() == book[i].Sum() && what != "hash" && what != "body" {
			t.Fatalf("%s is not in the hash", what)
		}
		same := what == "body" && string(changed[i].Body) == string(book[i].Body)
		if err := Verify(changed); (err == nil) != same {
			t.Fatalf("a changed %s: %v", what, err)
		}
		if i < len(book)-1 {
			var broken *Broken
			if err := Verify(slices.Delete(slices.Clone(book), i, i+1)); !errors.As(err, &broken) || broken.N != int64(i+1) {
				t.Fatalf("an entry was taken out of place %d: %v", i+1, err)
			}
		}
		if len(book) > 1 {
			swapped := slices.Clone(book)
			swapped[0], swapped[1] = swapped[1], swapped[0]
			if Verify(swapped) == nil {
				t.Fatal("two entries changed places")
			}
		}
	})
}

func TestDraftSaysWhenWhoAndWhat(t *testing.T) {
	good := Draft{At: at, Actor: "p1", Kind: "panel.decide"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spoil func(d *Draft)
		want  string
	}{
		{func(d *Draft) { d.At = time.Time{} }, "when"},
		{func(d *Draft) { d.Actor = "" }, "who"},
		{func(d *Draft) { d.Kind = "decide" }, "kind"},
		{func(d *Draft) { d.Kind = "Panel.decide" }, "kind"},
		{func(d *Draft) { d.Ref = strings.Repeat("r", 201) }, "length"},
		{func(d *Draft) { d.Body = json.RawMessage("{") }, "read"},
		{func(d *Draft) { d.Body = json.RawMessage(`"` + strings.Repeat("a", longestBody) + `"`) }, "bytes"},
	} {
		d := good
		c.spoil(&d)
		if err := d.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("want %q, got %v", c.want, err)
		}
	}
}

func TestBodyIsTheSameHoweverItWasSpaced(t *testing.T) {
	spaced := Chain("KENT-07", Head{}, []Draft{{At: at, Actor: "p1", Kind: "panel.vote", Body: json.RawMessage("{ \"a\" : 1\n}")}})
	plain := Chain("KENT-07", Head{}, []Draft{{At: at, Actor: "p1", Kind: "panel.vote", Body: json.RawMessage(`{"a":1}`)}})
	if spaced[0].Hash != plain[0].Hash {
		t.Error("spaces made it another entry")
	}
}

// FuzzVerify reads copies of a book, as an auditor is given them: one that holds is, written
// again from its drafts, the same book.
func FuzzVerify(f *testing.F) {
	book := Chain("KENT-07", Head{}, []Draft{{At: at, Actor: "p1", Kind: "panel.vote", Ref: "r1", Body: json.RawMessage(`{"w":"yes"}`)}, {At: at, Actor: "p2", Kind: "panel.vote"}})
	b, err := json.Marshal(book)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(strings.Replace(string(b), `"n":2`, `"n":3`, 1)))
	f.Add([]byte(`[{}]`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var entries []Entry
		if json.Unmarshal(b, &entries) != nil || Verify(entries) != nil || len(entries) == 0 {
			return
		}
		var drafts []Draft
		for _, e := range entries {
			drafts = append(drafts, e.Draft)
		}
		if err := Verify(Chain(entries[0].Cluster, Head{}, drafts)); err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(entries); i++ {
			if !entries[i].Follows(entries[i-1].Head()) {
				t.Fatalf("entry %d of a book that holds does not follow", i+1)
			}
		}
	})
}
