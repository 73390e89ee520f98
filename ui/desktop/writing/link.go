package writing

import (
	"strings"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/text"
)

// longestLink is how many bytes the words of a link may have.
const longestLink = 300

// askLink asks where the selected words, or the link at the caret, shall lead.
func (r *Rich) askLink() {
	at := parts.CanvasOf(r.frame)
	t := r.sheet.Text()
	from, to, href := t.LinkAround()
	if at == nil {
		return
	}
	if from.Para != to.Para || to.At-from.At > longestLink {
		r.say("A link is a few words in one paragraph. Mark fewer words.")
		return
	}
	r.say("")
	address := parts.NewField("https://www.school.sch.uk/send, or an e-mail address")
	address.SetText(strings.TrimPrefix(href, "mailto:"))
	words := parts.NewField("The words that people will see")
	words.SetText(t.Paras()[from.Para].Words()[from.At:to.At])
	wrong := parts.NewProse("", parts.TextStyle{Colour: theme.ColourOverdue})
	wrong.Hide()
	form := parts.NewForm()
	form.Add("Leads to", address, "Leave this empty to take the link away.")
	form.Add("Words", words, "")
	d := &parts.Dialog{Title: "Link", Accept: "Set the link", Focus: address, Body: parts.Column(parts.Between, form, wrong)}
	d.OnCancel = r.focus
	d.OnAccept = func() bool {
		to, problem := linkTo(address.Text, words.Text)
		if problem != "" {
			wrong.SetText("! " + problem)
			wrong.Show()
			d.Refresh()
			return false
		}
		r.setLink(words.Text, to)
		return true
	}
	d.Show(at)
}

// setLink sets the link that was asked for, where the dialog over the words found it.
func (r *Rich) setLink(words, href string) {
	r.sheet.Do(func(t *text.Text) {
		from, to, _ := t.LinkAround()
		if words = strings.Join(strings.Fields(words), " "); words == "" && from == to {
			words = strings.TrimPrefix(href, "mailto:")
		}
		if href != "" || from != to {
			t.SetLink(from, to, words, href)
		}
	})
	r.focus()
}

// linkTo reads an address as people type it, and says what is wrong with it.
func linkTo(typed, words string) (href, problem string) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", ""
	}
	if len(words) > longestLink {
		return "", "The words of a link can be 300 letters long. Nothing has changed; shorten them."
	}
	switch {
	case markup.Mark.MatchString(typed) && markup.Mark.FindString(typed) == typed:
		return markup.Address(strings.ReplaceAll(typed, " ", "")), ""
	case strings.Contains(typed, "://"), strings.HasPrefix(typed, "mailto:"), strings.HasPrefix(typed, "tel:"):
		href = typed
	case strings.Contains(typed, "@"):
		href = "mailto:" + typed
	default:
		href = "https://" + typed
	}
	if href = markup.Address(href); !markup.GoodAddress(href) {
		return "", "This is no web or e-mail address. Copy it from the address line of your browser."
	}
	return href, ""
}
