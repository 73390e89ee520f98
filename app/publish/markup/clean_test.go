package markup

import (
	"strings"
	"testing"
	"time"
)

// pastes are what programs put on the clipboard.
var pastes = []struct{ name, pasted, want string }{
	{"nothing", "", ""},
	{"bullets of Word", "We offer:\r\n•\tspeech therapy\r\no\tin groups\r\n·\tone to one\r\n§\tat home\r\n", "We offer:\n\n- speech therapy\n    - in groups\n- one to one\n- at home"},
	{"bullets of its symbol font", "\uf0b7\tfirst\r\n\uf0a7  second\r\n", "- first\n- second"},
	{"bullets with spaces that do not break", "·\u00A0\u00A0\u00A0\u00A0\u00A0 speech\u00A0therapy\no\u00A0\u00A0 in groups", "- speech therapy\n    - in groups"},
	{"numbers of Word", "1.\tWe listen\r\n2.\tWe plan\r\na)\ttogether\r\n3)\tWe do", "1. We listen\n2. We plan\n    1. together\n3. We do"},
	{"paragraphs of Word", "First paragraph of some length.\r\nSecond paragraph.\r\n", "First paragraph of some length.\n\nSecond paragraph."},
	{"a line broken by hand", "Meadowfield Primary\vSchool Lane", "Meadowfield Primary\n\nSchool Lane"},
	{"quotes stay, what is not seen goes", "“Don’t” say\u200b so\u00ADft – ever…\ufeff\x07", "“Don’t” say soft – ever…"},
	{"many empty lines", "a\n\n\n\n\nb\n \n\t\nc", "a\n\nb\n\nc"},
	{"a wrapped e-mail", "> Dear parents, we would like to tell you how your child is\n> helped at our school. There are three ways, and you may ask\n> about each one of them.\n>\n> Yours,\n> Mrs Hall",
		"Dear parents, we would like to tell you how your child is helped at our school. There are three ways, and you may ask about each one of them.\n\nYours,\n\nMrs Hall"},
	{"a table", "Day\tSubject\tWho\r\nMonday\tmaths\tMrs Hall\r\nTuesday\treading\t\r\n", "- Day: Subject, Who\n- Monday: maths, Mrs Hall\n- Tuesday: reading"},
	{"one line with tabs", "Phone:\t01632 960000", "Phone: 01632 960000"},
	{"style definitions of Word", "Normal 0 false false false EN-GB X-NONE X-NONE\r\n/* Style Definitions */ table.MsoNormalTable {mso-style-name:\"Table Normal\"; mso-padding-alt:0cm 5.4pt;}\r\nOur offer", "Our offer"},
	{"words with a sign", "a < b and 2 * 3 > 4", "a < b and 2 \\* 3 > 4"},
	{"our own words", "## Title\n\n**Bold** and [link](https://a.org)\n\n- one\n    - two", "## Title\n\n**Bold** and [link](https://a.org)\n\n- one\n    - two"},
	{"a web page", `<html><head><title>x</title><style>p{}</style></head><body><h1>Our offer</h1><p>We <strong>listen</strong> and <a href="/contact">write</a> to
you, <a href="https://school.example/send">see here</a>.</p><ul><li>one<ul><li>inner</li></ul></li><li><p>two</p></li></ul><ol><li>first</li><li>then <b>second</b></li></ol><h3>More</h3><script>alert(1)</script></body></html>`,
		"## Our offer\n\nWe **listen** and write to you, [see here](https://school.example/send).\n\n- one\n    - inner\n- two\n\n1. first\n2. then **second**\n\n### More"},
	{"a table of a web page", "<table><tr><th>Day</th><th>Subject</th></tr><tr><td>Monday</td><td><p>maths</p></td><td>10:00</td></tr></table>", "- **Day**: **Subject**\n- Monday: maths, 10:00"},
	{"lists of Word as HTML", `<!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoTitle>Offer</p><p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>First<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>Inner</p><p class=MsoNormal>Then&nbsp;words</p>`,
		"## Offer\n\n1. First\n    - Inner\n\nThen words"},
	{"Google Docs", `<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Bold</span><span style="font-weight:400"> and plain, </span><a href="https://www.google.com/url?q=https://a.example/x&amp;sa=D">a link</a></p></b>`,
		"**Bold** and plain, [a link](https://a.example/x)"},
	{"Outlook", `<div>See <a href="https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fschool.example%2Fsend&amp;data=05">our page</a><br>or <a href="mailto:send@school.example">write</a></div><div>Bye</div>`,
		"See [our page](https://school.example/send)\n\nor [write](mailto:send@school.example)\n\nBye"},
	{"HTML that shows HTML", "<p>Write &lt;p&gt;x&lt;/p&gt; here</p>", `Write <p>x\</p> here`},
	{"a script in a link", `<p><a href="javascript:alert(1)">press</a></p>`, "press"},
}

func TestPastedWordsBecomeOurs(t *testing.T) {
	for _, c := range pastes {
		got := Clean(c.pasted)
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if again := Clean(got); again != got {
			t.Errorf("%s: cleaned again it is %q", c.name, again)
		}
	}
}

// Somebody who pastes a whole page of brackets still has a program that answers.
func TestOddWordsAreReadInTime(t *testing.T) {
	began := time.Now()
	for _, odd := range []string{"[", "![", "](", "**", "*a ", "[a](", "**a*", "{{", "\\", "<b>", "- ", "> ", "\t", "</p>", "<table><tr><td>", "<ul><li>", "/* style definitions */ a {", "<!--[if", "normal 0 false "} {
		words := strings.Repeat(odd, 8000/len(odd))
		Blocks(words)
		Clean(words)
		if took := time.Since(began); took > 10*time.Second {
			t.Fatalf("%q takes %v", odd, took)
		}
	}
}
