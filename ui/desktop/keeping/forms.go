package keeping

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// eraseForm asks what an erasure needs: why, who decided, and the word that says that it
// is meant, since undo does not answer it.
func eraseForm(d *desk.Desk, w desk.Erasing, whose string, out *desk.Erased) *sheet.Sheet {
	why, by, sure := parts.NewNotes("", 2), parts.NewField(""), parts.NewField("")
	why.SetText("Time of keeping is over")
	title := "Erase for good"
	sh := sheet.New(title, "Erase", func() (err error) {
		if !strings.EqualFold(strings.TrimSpace(sure.Text), "erase") {
			return &desk.Refusal{Field: "sure", Words: "Type the word erase. Nothing brings the records back afterwards, undo neither."}
		}
		w.Why, w.DecidedBy = why.Text, by.Text
		*out, err = d.Erase(context.Background(), w)
		return err
	})
	sh.Add("why", "Why", why, "Kept in the log, so without a name.")
	sh.Add("decided_by", "Who decided", by, "The headteacher or the data protection officer, as the school's schedule says.")
	sh.Add("sure", "Type the word erase", sure, whose+" Undo does not bring it back. Older backups still hold it until they are removed.")
	return sh
}

// holdForm asks why a record must be kept, or why the hold ends.
func holdForm(d *desk.Desk, x desk.Due) *sheet.Sheet {
	why := parts.NewNotes("", 2)
	if x.Held() {
		sh := sheet.New("End the legal hold", "End the hold", func() error { return d.EndLegalHold(context.Background(), x.Pupil, why.Text) })
		sh.Add("why", "Why it ends", why, "Such as: the tribunal has decided.")
		return sh
	}
	sh := sheet.New("Legal hold", "Keep the record", func() error { return d.SetLegalHold(context.Background(), x.Pupil, why.Text) })
	sh.Add("why", "Why it must be kept", why, "Such as a complaint, a claim or a tribunal. Nothing of it is erased until you end the hold.")
	return sh
}

// outcome says what an erasure came to, for a person to read and keep: a paragraph for
// each thing.
func outcome(out desk.Erased, hidden bool) []string {
	first := fmt.Sprintf("%s went, with their traces in %s and %s of the history.", wording.Count(out.Records, "record"), wording.Count(out.Changed, "shared record"), wording.Count(out.Steps, "step"))
	if out.Papers > 0 {
		first += fmt.Sprintf(" %s went with them.", wording.Count(out.Papers, "attachment"))
	}
	said := append([]string{first}, out.Problems...)
	if len(out.Older) > 0 {
		said = append(said, fmt.Sprintf("%s The rules let the last one go by %s; “Remove older backups” does it now.", stillHeld(out.Older, "it"), out.Older[0].LetGo.Words()))
	}
	if len(out.Mentions) > 0 {
		said = append(said, fmt.Sprintf("The name still stands in words about other pupils: %s. Read and change them by hand.", mentions(out.Mentions, hidden)))
	}
	if out.Counts != "" {
		said = append(said, out.Counts)
	}
	return said
}

// stillHeld says which backups from before an erasure still hold what was erased.
func stillHeld(older []desk.OldCopy, what string) string {
	const most = 4
	var which []string
	for _, c := range older[:min(len(older), most)] {
		words := day.On(c.At).Words() + ", " + c.At.Format("15:04")
		if c.Second {
			words += " in the second folder"
		}
		which = append(which, words)
	}
	if more := len(older) - most; more > 0 {
		which = append(which, fmt.Sprintf("and %d more", more))
	}
	holds := "hold"
	if len(older) == 1 {
		holds = "holds"
	}
	return fmt.Sprintf("%s from before the erasure still %s %s: %s.", wording.Count(len(older), "backup"), holds, what, strings.Join(which, "; "))
}

func mentions(list []desk.Mention, hidden bool) string {
	var out []string
	for _, m := range list[:min(len(list), 6)] {
		if hidden {
			out = append(out, m.Kind)
			continue
		}
		out = append(out, m.Kind+" of "+m.Name)
	}
	if more := len(list) - len(out); more > 0 {
		out = append(out, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(out, ", ")
}
