package main

import (
	"fmt"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/register"
)

// handoverParts lists the parts that --parts takes.
func handoverParts() string {
	words := pupilHelp + "\nThe parts of --parts are:\n"
	for _, p := range desk.HandoverParts {
		words += fmt.Sprintf("  %-14s %s\n", p.ID, p.Name)
	}
	return words + "The code is printed once and kept nowhere. Tell it to the receiving school by telephone, never in the message that carries the bundle. With --card no code is needed."
}

// handover makes a bundle of one pupil for the next school.
func handover(c *call) error {
	to := c.flags.String("to", "", "the `URN` of the receiving school, such as 123456")
	school := c.flags.String("school", "", "its `name`")
	parts := c.flags.String("parts", "", "the `parts` to hand over, with commas between; all if left out")
	notes := c.flags.String("notes", "", "the `types` of note to hand over, with commas between; all if left out")
	attachments := c.flags.String("attachments", "", "the `identifiers` of the attachments to hand over, with commas between; all if left out")
	card := c.flags.String("card", "", "the receiving school's card, a `file`")
	out := c.outFlag()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	if *card == "" {
		if err := c.needFlags("to"); err != nil {
			return err
		}
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) (err error) {
		o := desk.HandingOver{Pupil: e.ID, URN: *to, School: *school, Parts: commas(*parts), Notes: commas(*notes), Attachments: commas(*attachments)}
		if *card != "" {
			if o.Card, err = readWhole(*card, exchange.MaxEnvelope); err != nil {
				return err
			}
		}
		made, err := d.HandOver(c.ctx, o, func(file []byte) error { return c.writeNew(*out, file) })
		if err != nil {
			return err
		}
		facts := map[string]any{"file": *out, "id": made.ID, "to": made.URN, "school": made.School, "receipt": "waiting", "bytes": made.Size}
		words := fmt.Sprintf("%s for school %s (%d KB).", *out, made.URN, (made.Size+1023)/1024)
		if made.Code != "" {
			facts["code"] = made.Code
			words += "\nThe code, shown this once: " + made.Code + "\nTell it by telephone. Nobody can open the bundle without it."
		} else {
			facts["card_words"] = made.Words
			words += "\nSealed for the card with the words: " + strings.Join(made.Words, " ") + ". Compare them by telephone."
		}
		return c.print(facts, "%s", words)
	})
}

// commas parts a list; nil for nothing.
func commas(text string) []string {
	if text == "" {
		return nil
	}
	list := strings.Split(text, ",")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

const handoverOpenHelp = `The code comes from --code-file, NEEDSBOOK_CODE or a question on a terminal: never from an argument.
A pupil who may be in the register already is offered, and never guessed: say --join PUPIL or --new.
The receipt is written beside the bundle. Send it back.`

// handoverOpen takes a bundle in, or only shows what is inside.
func handoverOpen(c *call) error {
	codeFile := c.flags.String("code-file", "", "a `file` that holds the code (or NEEDSBOOK_CODE, or a question on a terminal)")
	look := c.flags.Bool("preview", false, "show what is inside and keep nothing")
	join := c.flags.String("join", "", "add it to this `pupil` of the register")
	fresh := c.flags.Bool("new", false, "add it as a new pupil, whatever the register holds")
	receipt := c.flags.String("receipt-out", "", "the `file` for the receipt; beside the bundle if left out")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if *join != "" && *fresh {
		return c.misuse("Give --join or --new, not both.")
	}
	if *receipt == "" {
		*receipt = c.words[0] + ".receipt"
	}
	return c.withDesk(func(d *desk.Desk) error {
		p, err := c.lookAtBundle(d, *codeFile)
		if err != nil {
			return err
		}
		if *look {
			return c.print(previewFacts(d, p), "%s", previewText(d, p))
		}
		id := ""
		switch {
		case *join != "":
			e, err := findPupil(d, *join)
			if err != nil {
				return err
			}
			id = e.ID
		case !*fresh && p.Match != "":
			return refusal("A pupil of the register may be the same: " + p.Match + ". Nothing was changed. Look with --preview, then say --join " + p.Match + " or --new.")
		case !*fresh && p.Unsure != "":
			return refusal(p.Unsure + " Nothing was changed. Say --join PUPIL or --new.")
		}
		if there(*receipt) {
			return refusal("There is a file " + *receipt + " already, where the receipt would be. Nothing was changed. Give another one with --receipt-out.")
		}
		done, err := d.TakeHandover(c.ctx, p, id)
		if err != nil {
			return err
		}
		facts := map[string]any{"receipt": *receipt, "receipt_words": done.Words, "id": done.ID, "pupil": done.Pupil, "joined": done.Joined, "from": done.URN, "school": done.School}
		words := "Taken in as " + done.Pupil + ". needsctl undo takes it back.\nSend the receipt back: " + *receipt + ", or tell its six words: " + strings.Join(done.Words, " ") + "."
		if err := c.writeNew(*receipt, done.Receipt); err != nil {
			facts["receipt"] = ""
			words = "Taken in as " + done.Pupil + ". The receipt could not be written; make it with: needsctl handover receipt --again " + done.ID + " --out FILE"
		}
		return c.print(facts, "%s", words)
	})
}

// lookAtBundle reads a bundle and asks for its code where it needs one.
func (c *call) lookAtBundle(d *desk.Desk, codeFile string) (desk.HandoverPreview, error) {
	file, err := readWhole(c.words[0], exchange.MaxHandover)
	if err != nil {
		return desk.HandoverPreview{}, err
	}
	needs, err := d.HandoverNeedsCode(file)
	if err != nil {
		return desk.HandoverPreview{}, err
	}
	code := ""
	if needs {
		if code, err = c.read(secretSource{"code", codeFile, "code-file", "NEEDSBOOK_CODE"}, false); err != nil {
			return desk.HandoverPreview{}, err
		}
	}
	return d.LookAtHandover(c.ctx, file, code)
}

func previewFacts(_ *desk.Desk, p desk.HandoverPreview) map[string]any {
	return map[string]any{"from": p.From.URN, "school": p.From.Name, "on": p.On, "name": p.Record.Pupil.Name(), "year": p.Year, "born": p.Record.Pupil.Born,
		"holds": p.Holds, "match": p.Match, "unsure": p.Unsure, "sender_words": p.SenderWords}
}

func previewText(d *desk.Desk, p desk.HandoverPreview) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, from %s (URN %s), %s.\n", p.Record.Pupil.Name(), p.Year, p.From.Name, p.From.URN, p.On.Words())
	for _, h := range p.Holds {
		fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Words)
	}
	if e, err := d.Entry(p.Match); err == nil {
		fmt.Fprintf(&b, "In the register already: %s (%s). Add to that pupil with --join %s.\n", e.Name(), e.ID, e.ID)
	}
	fmt.Fprintf(&b, "The sender's six words: %s. Nothing was kept.", strings.Join(p.SenderWords, " "))
	return b.String()
}

// handoverReceipt takes the receipt that came back, as a file or as six words; with
// --again it writes the receipt of a bundle that was opened here once more.
func handoverReceipt(c *call) error {
	words := c.flags.String("words", "", "the six `words` that the receiving school said, instead of a file")
	again := c.flags.String("again", "", "write the receipt of this `hand-over` once more, as needsctl handover list shows it")
	out := c.outFlag()
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if (len(c.words) == 1) == (*words != "" || *again != "") {
		return c.misuse("Give the file of the receipt, or --words, or --again with --out.")
	}
	if *again != "" {
		if err := c.needFlags("out"); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *again != "" {
			file, err := d.HandoverReceipt(c.ctx, *again)
			if err != nil {
				return err
			}
			if err := c.writeNew(*out, file); err != nil {
				return err
			}
			return c.print(map[string]any{"receipt": *out}, "%s", *out)
		}
		h, err := c.takeReceipt(d, *words)
		if err != nil {
			return err
		}
		facts := map[string]any{"id": h.ID, "pupil": h.Pupil, "to": h.URN, "school": h.School, "receipt": h.Receipt, "received": h.Received}
		return c.print(facts, "School %s has opened the bundle.", h.URN)
	})
}

// takeReceipt takes a receipt by its words, or from the file that was named.
func (c *call) takeReceipt(d *desk.Desk, words string) (register.Handover, error) {
	if words != "" {
		return d.TakeReceiptWords(c.ctx, words)
	}
	file, err := readWhole(c.words[0], exchange.MaxEnvelope)
	if err != nil {
		return register.Handover{}, err
	}
	return d.TakeReceipt(c.ctx, file)
}

// handoverCard writes the school's receiving card.
func handoverCard(c *call) error {
	out := c.outFlag()
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		file, words, err := d.ReceivingCard(c.ctx)
		if err != nil {
			return err
		}
		if err := c.writeNew(*out, file); err != nil {
			return err
		}
		return c.print(map[string]any{"file": *out, "words": words}, "%s. It is no secret. Its six words, to compare by telephone: %s.", *out, strings.Join(words, " "))
	})
}

// handoverLine is one hand-over as it is listed.
type handoverLine struct {
	ID        string `json:"id"`
	Pupil     string `json:"pupil"`
	Name      string `json:"name"`
	Direction string `json:"direction"`
	URN       string `json:"urn"`
	School    string `json:"school"`
	On        string `json:"on"`
	State     string `json:"state"` // waiting, received or opened
	Received  string `json:"received,omitempty"`
}

// handoverList lists what was handed over and taken in.
func handoverList(c *call) error {
	if err := c.parse(0, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		pupil := ""
		if len(c.words) == 1 {
			e, err := findPupil(d, c.words[0])
			if err != nil {
				return err
			}
			pupil = e.ID
		}
		list, err := d.Handovers(c.ctx, pupil)
		if err != nil {
			return err
		}
		lines, text := []handoverLine{}, "Nothing has been handed over yet."
		for i, h := range list {
			l := handoverLine{h.ID, h.Pupil, h.Entry.Name(), h.Direction, h.URN, h.School, h.On.String(), "opened", h.Received.String()}
			switch {
			case h.Waits():
				l.State = "waiting"
			case !h.Received.IsZero():
				l.State = "received"
			}
			if lines = append(lines, l); i == 0 {
				text = ""
			}
			text += fmt.Sprintf("%s  %s  %-3s  %s  %s  %s  %s\n", l.ID, l.On, l.Direction, l.URN, l.State, l.Name, l.School)
		}
		return c.print(map[string]any{"handovers": lines}, "%s", strings.TrimRight(text, "\n"))
	})
}
