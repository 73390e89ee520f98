package main

import (
	"io"
	"os"
	"path/filepath"

	"needsbook/app/desk"
	"needsbook/app/register"
)

// attachmentFields are what a person says about a paper.
var attachmentFields = []field{
	{"what", "what", text, "`what` it is, such as \"Speech therapist's report\"", nil},
	{"on", "on_day", date, "the `day` on it; today if left out", nil},
}

// attach keeps a file with a pupil, or puts it in the place of an earlier one.
func attach(c *call) error {
	id := c.flags.String("id", "", "put the file in the place of what this `attachment` holds")
	c.addFields(attachmentFields)
	if err := c.parse(2, 2); err != nil {
		return err
	}
	if *id == "" {
		if err := c.needFlags("what"); err != nil {
			return err
		}
	} else if len(c.given()["what"])+len(c.given()["on"]) > 0 {
		return c.misuse("With --id only the content is replaced. Change the words or the day with needsctl attachment set.")
	}
	content, err := readPaper(c.words[1])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := c.attachment(d, *id)
		if err != nil {
			return err
		}
		if *id != "" {
			if err := d.ReplaceAttachment(c.ctx, a.ID, filepath.Base(c.words[1]), content); err != nil {
				return err
			}
			return c.print(written{ID: a.ID, Pupil: a.Pupil}, "Replaced. needsctl undo brings the earlier file back.")
		}
		if err := fill(&a, attachmentFields, c.given(), d.Today()); err != nil {
			return err
		}
		a.Name = filepath.Base(c.words[1])
		saved, err := d.AddAttachment(c.ctx, a, content)
		if err != nil {
			return err
		}
		return c.print(written{ID: saved, Pupil: a.Pupil}, "Sealed beside the school's file as %s.", saved)
	})
}

// attachmentSet changes what an attachment is said to be.
func attachmentSet(c *call) error {
	c.addFields(attachmentFields)
	if err := c.parse(2, 2); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := c.attachment(d, c.words[1])
		if err != nil {
			return err
		}
		if err := fill(&a, attachmentFields, c.given(), d.Today()); err != nil {
			return err
		}
		if _, err := d.SaveAttachment(c.ctx, a); err != nil {
			return err
		}
		return c.print(written{ID: a.ID, Pupil: a.Pupil}, "Kept.")
	})
}

// attachmentOut writes an attachment's content to a file, in the clear.
func attachmentOut(c *call) error {
	out := c.outFlag()
	if err := c.parse(2, 2); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := c.attachment(d, c.words[1])
		if err != nil {
			return err
		}
		_, content, err := d.AttachmentContent(c.ctx, a.Pupil, a.ID)
		if err != nil {
			return err
		}
		return c.keepFile(*out, content, nil)
	})
}

// attachmentRemove takes an attachment away.
func attachmentRemove(c *call) error {
	if err := c.parse(2, 2); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := c.attachment(d, c.words[1])
		if err != nil {
			return err
		}
		if err := d.RemoveAttachment(c.ctx, a.Pupil, a.ID); err != nil {
			return err
		}
		return c.print(written{a.ID, a.Pupil, true}, "Taken away. needsctl undo brings it back.")
	})
}

// attachment returns the attachment with an id of the pupil that the first word
// names, or a fresh one for "".
func (c *call) attachment(d *desk.Desk, id string) (register.Attachment, error) {
	e, err := findPupil(d, c.words[0])
	if err != nil {
		return register.Attachment{}, err
	}
	return records[register.Attachment]{
		list: func(r desk.Record) []register.Attachment { return r.Attachments },
		id:   func(a register.Attachment) string { return a.ID },
		fresh: func(d *desk.Desk, pupil string) register.Attachment {
			return register.Attachment{Pupil: pupil, On: d.Today()}
		},
	}.start(c, d, e.ID, id)
}

// readPaper reads a file to attach, and of a larger one no more than shows that it
// is too large.
func readPaper(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err == nil {
		defer f.Close()
		var content []byte
		if content, err = io.ReadAll(io.LimitReader(f, desk.MaxAttachment+1)); err == nil {
			return content, nil
		}
	}
	return nil, refusal("The file " + path + " cannot be read. Check its name and who may read it.")
}
