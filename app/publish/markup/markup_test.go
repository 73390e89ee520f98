package markup

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/publish/plainenglish"
)

// pieces are what words are made of in the properties here.
func draw(t *rapid.T, pieces ...string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), "")
}

var plainPieces = []string{"word", "été", " ", "  ", "\n", "\n\n", "\r\n", "\n- ", "\n* ", "\n• ", "\n– ", "\n1. ", "\n2) ", "\n2024. ", "-", "a.b@c.org", "https://school.example/a_b?c=d",
	"www.x.org.", "{{senco_name}}", "{{", "}}", "<", "&amp;", "_x_", "(", ")", "£3.50", "’s", "\u00A0", "\u00AD", "\t", "!", "`", "http://a", "~", "e\u0301"}

var signPieces = append([]string{"*", "**", "[", "](", "](https://a.org/b)", "\\", "\n## ", "\n### ", "\n    - ", "\n  1. ", "![", "#", "**b**", "[x **y**](https://c.org)", "_", "`", "]", "###"}, plainPieces...)

// asToday is how the words were read before there were signs in them.
func asToday(words string) (out []paper.Block) {
	var list *paper.List
	flush := func() {
		if list != nil {
			out = append(out, *list)
		}
		list = nil
	}
	for _, b := range plainenglish.Blocks(words) {
		if b.Text = paper.Clean(b.Text); b.Text == "" {
			continue
		}
		if !b.Item {
			flush()
			out = append(out, paper.Para{Text: Linked(b.Text, false)})
			continue
		}
		if list == nil || list.Ordered != b.Step {
			flush()
			list = &paper.List{Ordered: b.Step}
		}
		list.Items = append(list.Items, paper.Item{Text: Linked(b.Text, false)})
	}
	flush()
	return out
}

func TestWordsWithoutSignsReadAsTheyAreTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := draw(t, plainPieces...)
		got, want := Blocks(words), asToday(words)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q reads %#v, want %#v", words, got, want)
		}
	})
}

func checked(t interface{ Fatalf(string, ...any) }, words string, level int) {
	doc := &paper.Doc{Title: "T", Lang: "en-GB", Date: day.Of(2026, 11, 19)}
	if level > 2 {
		doc.Blocks = append(doc.Blocks, paper.Section("Above"))
	}
	if level > 3 {
		doc.Blocks = append(doc.Blocks, paper.Subsection("Just above"))
	}
	doc.Blocks = append(doc.Blocks, BlocksAt(words, level)...)
	if len(doc.Blocks) == 0 {
		return
	}
	if err := doc.Check(); err != nil {
		t.Fatalf("%q: %v", words, err)
	}
}

func TestWordsMakeADocumentThatCanBePublished(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checked(t, draw(t, signPieces...), rapid.IntRange(2, 4).Draw(t, "level"))
	})
}

func TestWrittenWordsReadTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := draw(t, signPieces...)
		paras := Read(words)
		once := Write(paras)
		if again := Read(once); !reflect.DeepEqual(again, paras) {
			t.Fatalf("%q reads\n%#v, written %q it reads\n%#v", words, paras, once, again)
		}
	})
}

func TestAnyParagraphsCanBeWritten(t *testing.T) {
	text := rapid.SampledFrom([]string{"a", "b c", " ", "*", "**", "[", "]", "](u)", "\\", "!", "(", "#", "# x", "- ", "1. ", "{{a_b}}", "{{", "£", "é", "• ", "_", "]("})
	run := rapid.Custom(func(t *rapid.T) Run {
		return Run{Text: strings.Join(rapid.SliceOfN(text, 1, 4).Draw(t, "text"), ""), Bold: rapid.Bool().Draw(t, "bold"),
			Href: rapid.SampledFrom([]string{"", "", "https://a.org/x", "tel:1"}).Draw(t, "href")}
	})
	para := rapid.Custom(func(t *rapid.T) Para {
		return Para{Kind: Kind(rapid.IntRange(0, 4).Draw(t, "kind")), Sub: rapid.Bool().Draw(t, "sub"), Runs: rapid.SliceOfN(run, 0, 5).Draw(t, "runs")}
	})
	rapid.Check(t, func(t *rapid.T) {
		paras := rapid.SliceOfN(para, 0, 5).Draw(t, "paras")
		var want []Para
		for _, p := range paras {
			if p.Kind.Title() {
				p.Runs = bare(p.Runs)
			}
			p.Runs = Normal(p.Runs)
			if !reflect.DeepEqual(Normal(p.Runs), p.Runs) {
				t.Fatalf("%#v is not normal: %#v", p.Runs, Normal(p.Runs))
			}
			if len(p.Runs) == 0 {
				continue
			}
			p.Sub = p.Sub && p.Kind.Item() && len(want) > 0 && want[len(want)-1].Kind.Item()
			want = append(want, p)
		}
		words := Write(paras)
		if got := Read(words); !reflect.DeepEqual(got, want) {
			t.Fatalf("written %q reads\n%#v, want\n%#v", words, got, want)
		}
	})
}

func FuzzBlocks(f *testing.F) {
	for _, words := range []string{"", "## A\n\nb **c** [d](https://e.org)\n- f\n  - g\n1. h", "{{a*b*}} **{{c}}**", "[[[[](((", `\*\[`, "### x\n## y"} {
		f.Add(words)
	}
	f.Fuzz(func(t *testing.T, words string) {
		checked(t, words, 2)
		paras := Read(words)
		if again := Read(Write(paras)); !reflect.DeepEqual(again, paras) {
			t.Fatalf("%q reads %#v, written %q it reads %#v", words, paras, Write(paras), again)
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, c := range pastes {
		f.Add(c.pasted)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		once := Clean(pasted)
		if twice := Clean(once); twice != once {
			t.Fatalf("%q becomes %q and then %q", pasted, once, twice)
		}
		checked(t, once, 2)
	})
}
