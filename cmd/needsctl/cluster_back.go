package main

import (
	"fmt"
	"strings"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange"
)

// bulletinFacts are what the hub sends round, and whether it was new.
type bulletinFacts struct {
	exchange.Bulletin
	Found   bool `json:"found"`
	Changed bool `json:"changed"` // it came with this call
}

func bulletinShow(c *call) error {
	kept := c.flags.Bool("kept", false, "show the one that came last, without asking the hub")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		changed := false
		if !*kept {
			var err error
			if changed, err = d.FetchBulletin(c.ctx); err != nil {
				return err
			}
		}
		b, found, err := d.Bulletin(c.ctx)
		if err != nil {
			return err
		}
		return c.print(bulletinFacts{b, found, changed}, "%s", bulletinWords(b, found))
	})
}

func bulletinWords(b exchange.Bulletin, found bool) string {
	if !found {
		return "The hub has sent nothing round yet."
	}
	lines := []string{fmt.Sprintf("%s, number %d of %s.", b.Name, b.Number, b.Issued.Format("2 Jan 2006 15:04"))}
	for _, m := range b.Members {
		state := "has not sent"
		if m.Sent {
			state = "sent, as of " + m.AsOf.Words()
		}
		lines = append(lines, m.Name+" ("+m.URN+"): "+state)
	}
	for _, m := range b.Meetings {
		line := "Meeting on " + strings.TrimSpace(m.On.Words()+" "+m.Starts+" "+m.Place)
		if !m.PapersBy.IsZero() {
			line += ", papers by " + m.PapersBy.Words()
		}
		lines = append(lines, line+". "+m.Words)
	}
	for _, n := range b.Notices {
		lines = append(lines, strings.TrimSpace(n.Title+". "+n.Words))
	}
	for _, p := range b.Packs {
		lines = append(lines, "Pack "+p.Name+" "+p.Version+": needsctl bulletin pack "+p.ID)
	}
	return strings.Join(lines, "\n")
}

func bulletinPack(c *call) error {
	out := c.flags.String("out", "", "write the pack to this `file`, for needsctl pack install")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		t, err := d.TakePack(c.ctx, c.words[0])
		if err != nil {
			return err
		}
		if *out != "" {
			if err := c.writeNew(*out, t.Body); err != nil {
				return err
			}
		}
		if err := c.unlessFaulty(t.Problems); err != nil {
			return err
		}
		facts := map[string]any{"id": t.Offer.ID, "format": t.Offer.Format, "name": t.Offer.Name, "version": t.Offer.Version, "bytes": len(t.Body), "file": *out}
		return c.print(facts, "%s, version %s: %d bytes, nothing wrong with it. It is not in use.", t.Offer.Name, t.Offer.Version, len(t.Body))
	})
}

func summaryAdopt(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		a, err := d.AdoptHead(c.ctx)
		if err != nil {
			return err
		}
		words := "The hub holds no summary of the school."
		if a.Found {
			words = fmt.Sprintf("The hub holds revision %d of %s: %s.", a.Rev, a.Series, strings.Join(a.Words, " "))
		}
		if a.Found && !a.Known {
			words += " This file was older. The next summary follows that one, and figures change more slowly until the next school year."
		}
		return c.print(a, "%s Sending may go on.", words)
	})
}

func keyRotate(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		item, err := d.RotateKey(c.ctx)
		if err != nil {
			return err
		}
		return c.printItem(d, item)
	})
}

func enrolRequest(c *call) error {
	label := c.flags.String("label", "", "a `name` for this computer, such as \"SENCO laptop\"")
	out := c.flags.String("out", "", "write the request to this `file`, to be carried to the hub's people")
	folder := c.flags.String("folder", "", "leave the request in this shared `folder` instead")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if (*out == "") == (*folder == "") {
		return c.misuse("Say where the request goes: --out FILE or --folder DIR.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *folder != "" {
			if err := d.EnrolByFolder(c.ctx, *folder, c.words[0], *label); err != nil {
				return err
			}
			return c.print(map[string]string{"folder": *folder}, "The request lies in %s. The hub's answer comes there.", *folder)
		}
		file, err := d.EnrolFile(c.ctx, c.words[0], *label)
		if err != nil {
			return err
		}
		if err := c.writeNew(*out, file); err != nil {
			return err
		}
		return c.print(map[string]string{"file": *out}, "The request is in %s. Take it to the hub's people and bring their answer back.", *out)
	})
}

func enrolAnswer(c *call) error {
	words := c.flags.String("hub-words", "", "the six `words` of the hub as its people read them out; without them nothing is kept")
	folder := c.flags.String("folder", "", "look for the answer in this shared `folder`")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if (len(c.words) == 0) == (*folder == "") {
		return c.misuse("Say where the answer is: a FILE or --folder DIR.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		file, err := c.answerFile(d, *folder)
		if err != nil {
			return err
		}
		hub, err := d.ReadEnrolAnswer(c.ctx, file)
		if err != nil {
			return err
		}
		if *words == "" {
			e := enrolled{Words: []string{}, HubWords: hub.Words(), Hub: hub.Hub.Name}
			return c.print(e, "%s", e.text())
		}
		if !sameWords(*words, hub.Words()) {
			return refusal("The hub that answered has other words: " + strings.Join(hub.Words(), " ") + ". The school did not join it. Ask the hub's administrator.")
		}
		m, err := d.TakeEnrolAnswer(c.ctx, file)
		if err != nil {
			return err
		}
		return c.print(enrolledAs(m), "%s", enrolledAs(m).text())
	})
}

func (c *call) answerFile(d *desk.Desk, folder string) ([]byte, error) {
	if folder == "" {
		return readWhole(c.words[0], exchange.MaxEnrolFile)
	}
	file, found, err := d.EnrolAnswerIn(c.ctx, folder)
	if err == nil && !found {
		err = refusal("The hub has not answered in this folder yet. Try again later.")
	}
	return file, err
}

// sameWords reports whether a person typed six words.
func sameWords(typed string, words []string) bool {
	return strings.Join(strings.Fields(strings.ToLower(typed)), " ") == strings.Join(words, " ")
}

// logFacts are the send log and how far it is sound.
type logFacts struct {
	Sound  bool             `json:"sound"`
	Lines  int              `json:"sound_lines"` // from the first one on
	Fault  string           `json:"fault"`
	Log    []desk.SendEntry `json:"log"`
	Report string           `json:"file"`
}

// sendLog is found wanting when the log is not as it was written.
func sendLog(c *call) error {
	out := c.flags.String("out", "", "write it to this `file`: .csv, .pdf or .html")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *out != "" && !strings.HasSuffix(*out, ".csv") {
			doc, err := d.SendLogDocument(c.ctx)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		log, err := d.SendLog(c.ctx)
		if err != nil {
			return err
		}
		facts := logFacts{Log: append([]desk.SendEntry{}, log...), Report: *out}
		fault := error(nil)
		if facts.Lines, fault = d.VerifySendLog(c.ctx); fault != nil {
			facts.Fault = fault.Error()
		}
		facts.Sound = fault == nil
		if *out != "" {
			table, err := d.SendLogCSV(c.ctx)
			if err != nil {
				return err
			}
			if err := c.writeNew(*out, table); err != nil {
				return err
			}
		}
		if err := c.print(facts, "%s", logWords(log)); err != nil {
			return err
		}
		if fault != nil {
			return wanting("The send log is not as it was written: " + facts.Fault + ".")
		}
		return nil
	})
}

func logWords(log []desk.SendEntry) string {
	if len(log) == 0 {
		return "Nothing was approved or sent yet."
	}
	var lines []string
	for _, e := range log {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%d. %s %s by %s: %s %s. %s %s", e.N, e.At.Format(time.DateTime), strings.ToLower(e.EventWords()), e.By, e.Series, strings.Join(e.Words, " "), e.AnswerWords(), e.Note)))
	}
	return strings.Join(lines, "\n")
}
