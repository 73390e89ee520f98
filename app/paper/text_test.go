package paper

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanGivesTextThatCanBeDrawn(t *testing.T) {
	for in, want := range map[string]string{
		"  two\t words\r\n": "two words", "Nguye\u0302\u0303n": "Nguyễn", "cut \xe2\x82": "cut \uFFFD", "a\u00ADb": "ab",
		"\u202Eover\u202C": "over", "a\u00A0b": "a\u00A0b", "\x00\x1b[0m": "[0m", "👩🏽‍🏫": "👩🏽🏫", "O’Brien": "O’Brien",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanTwiceIsCleanOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) + rapid.String().Draw(t, "text")
		once := Clean(s)
		if Clean(once) != once || !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("%q", once)
		}
	})
}

func TestTidySpansSayWhatPlainSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var spans []Span
		for _, s := range rapid.SliceOf(rapid.StringMatching(`[ a-c\x{00AD}]{0,6}`)).Draw(t, "spans") {
			spans = append(spans, Span{Text: s})
		}
		joined := ""
		for _, s := range tidySpans(spans) {
			joined += s.Text
		}
		if joined != Plain(spans) {
			t.Fatalf("%q, want %q", joined, Plain(spans))
		}
	})
}

func TestTidyLeavesTheDocumentAlone(t *testing.T) {
	build := func() *Doc {
		d := sound()
		d.Title = " T "
		d.Blocks = append(d.Blocks, Bullets(" a ", "b  c"), Table{Caption: " x", Cols: make([]Col, 1), Head: []Row{HeadRow(" a ")}, Body: []Row{BodyRow("b ")}})
		return d
	}
	d := build()
	if tidy := d.Tidy(); tidy.Title != "T" || Plain(tidy.Blocks[3].(List).Items[1].Text) != "b c" {
		t.Errorf("not tidy: %+v", tidy)
	}
	if !reflect.DeepEqual(d, build()) {
		t.Error("the document itself was changed")
	}
}

func TestProseMakesParagraphsAndLists(t *testing.T) {
	got := Prose("First line\nsame paragraph\r\n\r\nWe ask:\n- who\n- what,\n  and when\n\n * star\n-not a list\n\n\n")
	want := []Block{P("First line same paragraph"), P("We ask:"), Bullets("who", "what, and when"), Bullets("star -not a list")}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if len(Prose(" \n\t\r\n")) > 0 {
		t.Error("nothing typed should give nothing")
	}
}

func TestWhateverIsTypedPassesCheck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.String().Draw(t, "a") + rapid.StringMatching(`([-* a\n\r]{0,4}){0,9}`).Draw(t, "b")
		d := sound()
		d.Blocks = append(d.Blocks, Prose(typed)...)
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryHeadingHasAnAnchorOfItsOwn(t *testing.T) {
	d := sound()
	d.Blocks = append(d.Blocks, Heading{Level: 2, Text: "x", ID: "section-1"}, Section("y"))
	seen := map[string]bool{}
	for i, id := range d.Anchors() {
		if seen[id] || id == "" {
			t.Errorf("block %d: %q", i, id)
		}
		seen[id] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d anchors", len(seen))
	}
}

func TestNoticeSaysWhatTheMarkMeans(t *testing.T) {
	for _, mark := range []string{Mark(true, false), Mark(false, true), Mark(true, true)} {
		if d := (&Doc{Watermark: mark}); !strings.HasPrefix(d.Notice(), mark) {
			t.Errorf("%s: %s", mark, d.Notice())
		}
	}
	if (&Doc{Watermark: Mark(false, false)}).Notice() != "" {
		t.Error("a final document has a notice")
	}
}
