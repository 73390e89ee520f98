package text

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"needsbook/app/publish/markup"
)

// written makes a text as a person would: | in the words is where the caret is, and
// two of them are a selection.
func written(words string) *Text {
	t := New(words)
	var found []Place
	for i, p := range t.paras {
		for {
			at := strings.Index(t.paras[i].words, "|")
			if at < 0 {
				break
			}
			p = t.paras[i]
			t.paras[i] = p.with(joined(slice(p.Runs, 0, at), slice(p.Runs, at+1, len(p.words))))
			found = append(found, Place{i, at})
		}
	}
	if len(found) > 0 {
		t.Select(found[0], found[len(found)-1])
	}
	return t
}

// shown is the words with the caret and the selection in them.
func shown(t *Text) string {
	from, to := t.Selection()
	put := func(at Place) {
		p := t.paras[at.Para]
		bar := p.styleAt(at.At)
		bar.Text = "|"
		t.paras[at.Para] = p.with(joined(slice(p.Runs, 0, at.At), []markup.Run{bar}, slice(p.Runs, at.At, len(p.words))))
	}
	put(to)
	if from != to {
		put(from)
	}
	return t.Words()
}

func TestKeysDoAsInAWordProcessor(t *testing.T) {
	for _, c := range []struct {
		name, from string
		do         func(*Text)
		want       string
	}{
		{"typing", "ab|c", func(t *Text) { t.Type("x") }, "abx|c"},
		{"typing over a selection", "a|b c|d", func(t *Text) { t.Type("x") }, "ax|d"},
		{"typing after bold goes on bold", "**ab|** c", func(t *Text) { t.Type("x") }, "**abx|** c"},
		{"typing after a link is not in it", "[ab](https://a.org)| c", func(t *Text) { t.Type("x") }, "[ab](https://a.org)x| c"},
		{"typing in a link", "[a|b](https://a.org)", func(t *Text) { t.Type("x") }, "[ax|b](https://a.org)"},
		{"over paragraphs", "a|b\n\n- c\n- d|e", func(t *Text) { t.Type("x") }, "ax|e"},
		{"a sign of a list", "-|word", func(t *Text) { t.Type(" ") }, "- |word"},
		{"a sign of steps", "1.|word", func(t *Text) { t.Type(" ") }, "1. |word"},
		{"a sign of a heading", "##|word", func(t *Text) { t.Type(" ") }, "## |word"},
		{"no sign in the middle", "a -|b", func(t *Text) { t.Type(" ") }, "a - |b"},
		{"enter", "ab|cd", (*Text).Enter, "ab\n\n|cd"},
		{"enter in an item", "- ab|cd", (*Text).Enter, "- ab\n- |cd"},
		{"enter after a heading", "## ab|", (*Text).Enter, "## ab\n\n|"},
		{"enter in a heading", "## ab|cd", (*Text).Enter, "## ab\n\n## |cd"},
		{"enter keeps bold", "**ab|cd**", (*Text).Enter, "**ab**\n\n**|cd**"},
		{"backspace", "abc|", (*Text).Backspace, "ab|"},
		{"backspace takes a mark as one", "ask {{senco_name}}|", (*Text).Backspace, "ask |"},
		{"backspace takes a letter with its accent", "xe\u0323\u0301|", (*Text).Backspace, "x|"},
		{"backspace at an item", "- a\n- |b", (*Text).Backspace, "- a\n\n|b"},
		{"backspace at an inner item", "- a\n    - |b", (*Text).Backspace, "- a\n- |b"},
		{"backspace at a heading", "## |b", (*Text).Backspace, "|b"},
		{"backspace joins", "a\n\n|b", (*Text).Backspace, "a|b"},
		{"backspace over an empty item keeps what follows", "a\n\n## |b", func(t *Text) { t.Backspace(); t.Backspace() }, "a|b"},
		{"delete", "|abc", (*Text).Delete, "|bc"},
		{"delete joins", "a|\n\n- b", (*Text).Delete, "a|b"},
		{"delete a word left", "one two| three", (*Text).DeleteWordLeft, "one | three"},
		{"delete a word right", "one |two three", (*Text).DeleteWordRight, "one |three"},
		{"bold", "a |bc| d", (*Text).ToggleBold, "a |**bc|** d"},
		{"not bold", "**a |bc| d**", (*Text).ToggleBold, "**a** |bc| **d**"},
		{"bold for what comes", "ab |c", func(t *Text) { t.ToggleBold(); t.Type("x"); t.Type("y") }, "ab **xy**|c"},
		{"bold over paragraphs", "a|b\n\n## c\n\n- d|e", (*Text).ToggleBold, "a|**b**\n\n## c\n\n- **d**|e"},
		{"a heading", "a **b**|", func(t *Text) { t.ToggleKind(markup.Heading) }, "## a b|"},
		{"bullets", "a|b\n\nc|d", func(t *Text) { t.ToggleKind(markup.Bullet) }, "- a|b\n- c|d"},
		{"bullets off", "- a|b\n- c|d", func(t *Text) { t.ToggleKind(markup.Bullet) }, "a|b\n\nc|d"},
		{"numbers for bullets", "- a|b\n- c|d", func(t *Text) { t.ToggleKind(markup.Step) }, "1. a|b\n2. c|d"},
		{"in", "- a\n- b|", func(t *Text) { t.SetSub(true) }, "- a\n    - b|"},
		{"first item stays", "- a|\n- b", func(t *Text) { t.SetSub(true) }, "- a|\n- b"},
		{"out", "- a\n    - b|", func(t *Text) { t.SetSub(false) }, "- a\n- b|"},
		{"an inner item without the outer", "- |a|\n    - b", (*Text).ToggleBold, "- **|a|**\n    - b"},
		{"inner items move up", "- a|\n    - b", func(t *Text) { t.SetKind(markup.Text) }, "a|\n\n- b"},
		{"paste in a line", "a|d", func(t *Text) { t.Insert("b **c**") }, "ab **c**|d"},
		{"paste paragraphs", "a|d", func(t *Text) { t.Insert("b\n\nc") }, "ab\n\nc|d"},
		{"paste a list", "a|d", func(t *Text) { t.Insert("- b\n- c") }, "a\n\n- b\n- c|d"},
		{"paste over all", "|ab|", func(t *Text) { t.Insert("## b\n\nc") }, "## b\n\nc|"},
		{"paste with spaces", "a|d", func(t *Text) { t.Insert(" b ") }, "a b |d"},
		{"a mark", "Ask | today", func(t *Text) { t.Insert("{{senco_name}}") }, "Ask {{senco_name}}| today"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := written(c.from)
			before := text.Words()
			c.do(text)
			after := text.Words()
			undone := 0
			for text.Undo() {
				undone++
			}
			if text.Words() != before {
				t.Errorf("taken back the words are %q, before %q", text.Words(), before)
			}
			for range undone {
				text.Redo()
			}
			if text.Words() != after {
				t.Errorf("done again the words are %q, were %q", text.Words(), after)
			}
			if got := shown(text); got != c.want {
				t.Errorf("%q becomes %q, want %q", c.from, got, c.want)
			}
		})
	}
}

func TestEnterOnAnEmptyItemEndsTheList(t *testing.T) {
	text := written("- a\n    - b|")
	text.Enter()
	for _, want := range []Look{{Kind: markup.Bullet, Sub: true}, {Kind: markup.Bullet}, {Kind: markup.Text}} {
		if got := text.Look(); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
		text.Enter()
	}
}

func TestWordsAreOneStepOfUndoEach(t *testing.T) {
	text := New("")
	for _, r := range "one two three" {
		text.Type(string(r))
	}
	var steps []string
	for text.Undo() {
		steps = append(steps, text.Paras()[0].Words())
	}
	if want := []string{"one two ", "one ", ""}; !reflect.DeepEqual(steps, want) {
		t.Errorf("steps back %q, want %q", steps, want)
	}
}

func TestCaretGoesByCharactersWordsAndParagraphs(t *testing.T) {
	text := New("Ask the {{senco_name}}, or é.\n\nNext")
	var at []int
	for p := text.Start(); p.Para == 0; p = text.WordRight(p) {
		at = append(at, p.At)
	}
	if want := []int{0, 4, 8, 22, 24, 27, 29, 30}; !reflect.DeepEqual(at, want) {
		t.Errorf("words begin at %v, want %v", at, want)
	}
	if got := text.Right(Place{0, 8}); got != (Place{0, 22}) {
		t.Errorf("right of a mark is %v", got)
	}
	if got := text.Left(Place{0, 22}); got != (Place{0, 8}) {
		t.Errorf("left of a mark is %v", got)
	}
	if got := text.WordLeft(Place{1, 0}); got != (Place{0, 30}) {
		t.Errorf("word left of a paragraph is %v", got)
	}
	text.SelectWord(Place{0, 5})
	if from, to := text.Selection(); from.At != 4 || to.At != 7 {
		t.Errorf("the word is %v to %v", from, to)
	}
	text.SelectWord(Place{0, 30})
	if got := text.SelectedPlain(); got != "." {
		t.Errorf("the word at the end is %q", got)
	}
	text.SelectPara(Place{1, 2})
	if got := text.SelectedPlain(); got != "Next" {
		t.Errorf("the paragraph is %q", got)
	}
}

func TestLinksAreMadeChangedAndTakenAway(t *testing.T) {
	text := written("see |our page| now")
	from, to, href := text.LinkAround()
	if href != "" {
		t.Fatal(href)
	}
	text.SetLink(from, to, "our page", "https://a.org/x y")
	if text.Words() != "see [our page](https://a.org/x%20y) now" {
		t.Fatal(text.Words())
	}
	text.Move(Place{0, 6}, false)
	from, to, href = text.LinkAround()
	if href != "https://a.org/x%20y" || from.At != 4 || to.At != 12 {
		t.Fatal(from, to, href)
	}
	text.SetLink(from, to, "the offer", "https://b.org")
	if text.Words() != "see [the offer](https://b.org) now" {
		t.Fatal(text.Words())
	}
	text.Move(Place{0, 6}, false)
	from, to, _ = text.LinkAround()
	text.SetLink(from, to, "", "")
	if text.Words() != "see the offer now" {
		t.Fatal(text.Words())
	}
}

func TestCopiedWordsHaveNoSigns(t *testing.T) {
	text := New("## Who\n\nAsk **us**, or [read](https://a.org).\n\n- one\n    - two\n1. three")
	text.SelectAll()
	if got, want := text.SelectedPlain(), "Who\n\nAsk us, or read (https://a.org).\n\n- one\n    - two\n1. three"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlacesInKeptWordsAreFound(t *testing.T) {
	words := "Some   words\nwrapped, **very bold** here.\n\n* first [link](https://words.org) word\n2) a {{senco_name}} word\n\n## Title"
	text := New(words)
	for _, want := range []string{"words", "wrapped", "very bold", "bold** here.", "first", "word\n", "Title", "* first", "{{senco_name}}"} {
		at := strings.Index(words, want)
		from, to, ok := text.Find(words, at, at+len(want))
		text.Select(from, to)
		plain := strings.Join(strings.Fields(strings.NewReplacer("*", "").Replace(want)), " ")
		if got := text.SelectedPlain(); !ok || got != plain {
			t.Errorf("%q is found as %q, %v", want, got, ok)
		}
	}
	if _, _, ok := text.Find("other words", 0, 5); ok {
		t.Error("found in words that are others")
	}
}

// Whatever is done, the caret stands between characters, the words read back as they
// are, and undo restores what was there.
func TestAnyWritingCanBeTakenBack(t *testing.T) {
	typed := rapid.SampledFrom([]string{"a", " ", "-", "1.", "##", "é", "e", "\u0301", "*", "[", "]", "(", "{{x}}", "{", "}", "\\", "!"})
	pasted := rapid.SampledFrom([]string{"b c", " d ", "- e\n    - f", "## g", "1. h\n2. i\n\nj", "**k**", "[l](https://a.org)", "\n"})
	kinds := rapid.SampledFrom([]markup.Kind{markup.Text, markup.Heading, markup.Subheading, markup.Bullet, markup.Step})
	rapid.Check(t, func(rt *rapid.T) {
		text := New(pasted.Draw(rt, "words"))
		before := text.paras
		extend := false
		ways := []func(Place) Place{text.Left, text.Right, text.WordLeft, text.WordRight, text.ParaUp, text.ParaDown}
		acts := []func(){
			func() { text.Type(typed.Draw(rt, "typed")) }, func() { text.Type(typed.Draw(rt, "typed")) },
			func() { text.Insert(pasted.Draw(rt, "pasted")) }, text.Enter, text.Backspace, text.Delete, text.DeleteWordLeft, text.DeleteWordRight,
			text.ToggleBold, func() { text.ToggleKind(kinds.Draw(rt, "kind")) }, func() { text.SetSub(true) }, func() { text.SetSub(false) },
			func() { from, to, _ := text.LinkAround(); text.SetLink(from, to, "", "https://a.org") }, text.SelectAll,
			func() { text.Undo() }, func() { text.Redo() },
		}
		for range rapid.IntRange(1, 40).Draw(rt, "acts") {
			if act := rapid.IntRange(0, len(acts)+2*len(ways)-1).Draw(rt, "act"); act < len(acts) {
				acts[act]()
			} else {
				extend = act%2 == 0
				text.Move(ways[(act-len(acts))/2](text.Caret()), extend)
			}
			for _, at := range []Place{text.caret, text.anchor} {
				if text.valid(at) != at || !utf8.ValidString(text.paras[at.Para].words[at.At:]) {
					rt.Fatalf("the caret is at %v of %q", at, text.paras[at.Para].words)
				}
			}
			for i, p := range text.paras {
				if p.Sub && (!p.Kind.Item() || i == 0 || !text.paras[i-1].Kind.Item()) {
					rt.Fatalf("paragraph %d is an inner item of nothing", i)
				}
			}
			if words := text.Words(); New(words).Words() != words {
				rt.Fatalf("%q reads as %q", words, New(words).Words())
			}
		}
		for text.Undo() {
		}
		if !reflect.DeepEqual(bare(text.paras), bare(before)) {
			rt.Fatalf("taken back: %v, before: %v", bare(text.paras), bare(before))
		}
	})
}
