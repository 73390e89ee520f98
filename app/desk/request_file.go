package desk

import (
	"context"
	"fmt"
	"strings"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/paper/enclose"
	"needsbook/app/register"
)

// RequestFile makes the file of a request: the paper alone, or with the attachments that
// were chosen for it after its last page. notes say in plain words what could not be put
// in, and which characters the fonts cannot draw. Attachments are as their makers left
// them and name the pupil: the paper goes without them where names are left out.
func (d *Desk) RequestFile(ctx context.Context, number int, names Names, withAttachments bool) (file []byte, notes []string, err error) {
	if err := d.allow(access.Export); err != nil {
		return nil, nil, err
	}
	file, notes, err = d.requestPDF(ctx, number, names)
	if err != nil {
		return nil, nil, err
	}
	if !withAttachments {
		return file, notes, nil
	}
	r, err := d.Request(ctx, number)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case len(r.Attached) == 0:
		return file, notes, nil
	case r.Kind == funding.KindAdvice:
		return file, append(notes, "A question for advice goes without names, and the attachments name the pupil. They are not in the file."), nil
	case names != NamesFull:
		return file, append(notes, "The attachments name the pupil, so they are not in a file without full names."), nil
	}
	papers, missing, err := d.enclosed(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	notes = append(notes, missing...)
	file, left, err := enclose.Append(file, papers)
	for _, l := range left {
		notes = append(notes, l.Title+" is not in the file. "+l.Why)
	}
	return file, notes, err
}

// enclosed reads the attachments of a request. One that was taken away since is named.
func (d *Desk) enclosed(ctx context.Context, r Request) (papers []enclose.Paper, missing []string, err error) {
	for i, id := range r.Attached {
		number := len(r.Papers) + i + 1
		a, err := d.attachment(ctx, id)
		if err != nil {
			missing = append(missing, fmt.Sprintf("E%d was taken away from the pupil’s record, so it is not in the file.", number))
			continue
		}
		_, content, err := d.AttachmentContent(ctx, a.Pupil, id)
		if err != nil {
			return nil, nil, err
		}
		papers = append(papers, enclose.Paper{Title: fmt.Sprintf("E%d %s", number, evidenceName(a)), Content: content})
	}
	return papers, missing, nil
}

// attachedPapers are the attachments of a request as its index lists them, after the
// papers that were named by hand.
func (d *Desk) attachedPapers(ctx context.Context, r Request) []funding.Paper {
	var papers []funding.Paper
	for _, id := range r.Attached {
		if a, err := d.attachment(ctx, id); err == nil {
			papers = append(papers, funding.Paper{Name: evidenceName(a), On: a.On})
		} else {
			papers = append(papers, funding.Paper{Name: "Taken away since"})
		}
	}
	return papers
}

func evidenceName(a register.Attachment) string {
	if strings.TrimSpace(a.What) != "" {
		return a.What
	}
	return a.Name
}
