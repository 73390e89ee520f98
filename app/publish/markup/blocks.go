package markup

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"needsbook/app/paper"
)

// Blocks returns words as blocks of a document, their headings at level 2 and 3.
func Blocks(words string) []paper.Block { return BlocksAt(words, 2) }

// BlocksAt returns words as blocks that stand under a heading of level-1: their
// headings are of that level and the next. Marks stay as text, each inside one span.
// Web and mail addresses become links; what is no address stays as words.
func BlocksAt(words string, level int) []paper.Block {
	var blocks []paper.Block
	deepest := level - 1 // level of the last heading
	paras := Read(words)
	for i := 0; i < len(paras); i++ {
		p := paras[i]
		switch p.Kind {
		case Heading, Subheading:
			at := min(level+int(p.Kind-Heading), deepest+1, 4)
			deepest = at
			blocks = append(blocks, paper.Heading{Level: at, Text: p.Words()})
		case Bullet, Step:
			end := i + 1
			for end < len(paras) && paras[end].Kind.Item() && (paras[end].Sub || paras[end].Kind == p.Kind) {
				end++
			}
			blocks = append(blocks, list(paras[i:end]))
			i = end - 1
		default:
			blocks = append(blocks, paper.Para{Text: spans(p.Runs)})
		}
	}
	return blocks
}

// list returns items as one list. The first of a list inside an item says whether
// that is numbered.
func list(items []Para) paper.List {
	out := paper.List{Ordered: items[0].Kind == Step}
	for _, p := range items {
		item := paper.Item{Text: spans(p.Runs)}
		if !p.Sub || len(out.Items) == 0 {
			out.Items = append(out.Items, item)
			continue
		}
		above := &out.Items[len(out.Items)-1]
		if above.Sub == nil {
			above.Sub = &paper.List{Ordered: p.Kind == Step}
		}
		above.Sub.Items = append(above.Sub.Items, item)
	}
	return out
}

func spans(runs []Run) []paper.Span {
	var out []paper.Span
	for _, r := range runs {
		switch {
		case r.Href == "":
			out = append(out, Linked(r.Text, r.Bold)...)
		case GoodAddress(r.Href):
			out = append(out, paper.Span{Text: r.Text, Bold: r.Bold, Href: r.Href})
		default:
			out = append(out, paper.Span{Text: r.Text + " (" + r.Href + ")", Bold: r.Bold})
		}
	}
	return out
}

var addressPattern = regexp.MustCompile(`https?://[^\s<>"”’]+|www\.[^\s<>"”’]+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)

// Linked returns plain words as spans, with web and mail addresses as links. It is for
// words that no person typed with signs, such as the value of a mark.
func Linked(words string, bold bool) []paper.Span {
	var out []paper.Span
	done := 0
	for _, at := range addressPattern.FindAllStringIndex(words, -1) {
		end := at[0] + len(strings.TrimRight(words[at[0]:at[1]], ".,;:!?)"))
		address := words[at[0]:end]
		href := address
		switch {
		case strings.HasPrefix(address, "www."):
			href = "https://" + address
		case !strings.Contains(address, "://"):
			href = "mailto:" + address
		}
		if strings.Contains(address, "{{") || !GoodAddress(href) {
			continue
		}
		if done < at[0] {
			out = append(out, paper.Span{Text: words[done:at[0]], Bold: bold})
		}
		shown := strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
		out = append(out, paper.Span{Text: shown, Bold: bold, Href: href})
		done = end
	}
	if done < len(words) {
		out = append(out, paper.Span{Text: words[done:], Bold: bold})
	}
	return out
}

// GoodAddress says whether a link may lead there: to a page of a site with a full
// name, to a mailbox or to a telephone.
func GoodAddress(href string) bool {
	if strings.IndexFunc(href, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>"\`, r) }) >= 0 {
		return false
	}
	u, err := url.Parse(href)
	if err != nil || u.User != nil {
		return false
	}
	switch u.Scheme {
	case "mailto", "tel":
		return u.Opaque != "" && strings.HasPrefix(href, u.Scheme+":")
	case "http", "https":
		host := u.Hostname()
		return strings.HasPrefix(href, u.Scheme+"://") && strings.Contains(strings.Trim(host, "."), ".") && !strings.Contains(host, "..")
	}
	return false
}

// Plain returns words without signs, for places that show plain text: items begin
// with "- " or their number, and a link's address follows its words.
func Plain(words string) string { return PlainOf(Read(words)) }

// PlainOf returns paragraphs as Plain does.
func PlainOf(paras []Para) string {
	var b strings.Builder
	number, before := [2]int{}, Para{}
	for i, p := range paras {
		if i > 0 {
			b.WriteString(between(before, p))
		}
		begin := sign(p, &number)
		if !p.Kind.Item() {
			begin = ""
		}
		b.WriteString(begin)
		for i, r := range p.Runs {
			b.WriteString(r.Text)
			if last := i+1 == len(p.Runs) || p.Runs[i+1].Href != r.Href; last && r.Href != "" && !told(r) {
				b.WriteString(" (" + r.Href + ")")
			}
		}
		before = p
	}
	return b.String()
}

// told says whether the words of a link already are its address.
func told(r Run) bool {
	for _, before := range []string{"", "https://", "http://", "mailto:", "tel:"} {
		if before+r.Text == r.Href {
			return true
		}
	}
	return false
}

// Number returns the numbers of the paragraphs as they are shown: "1", "2" for steps, ""
// for all else.
func Number(paras []Para) []string {
	out := make([]string, len(paras))
	number := [2]int{}
	for i, p := range paras {
		sign(p, &number)
		level := 0
		if p.Sub {
			level = 1
		}
		if p.Kind == Step {
			out[i] = strconv.Itoa(number[level])
		}
	}
	return out
}
