package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

func meetingAdd(c *call) error {
	var m inbox.Meeting
	c.flags.StringVar(&m.Cluster, "cluster", "", "the cluster's `code`")
	c.flags.TextVar(&m.On, "on", day.Date{}, "the `day`, like 2026-12-03")
	c.flags.StringVar(&m.Starts, "starts", "", "the `time`, like 13:30")
	c.flags.StringVar(&m.Place, "place", "", "`where` it is held")
	c.flags.StringVar(&m.Words, "words", "", "what else schools should `know`")
	c.flags.TextVar(&m.PapersBy, "papers-by", day.Date{}, "the `day` on which summaries must be here; schools spread over the two days before")
	if err := c.parse("cluster", "on"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		saved, err := in.SaveMeeting(c.ctx, m)
		if err != nil {
			return err
		}
		return c.print(saved, "The schools of %s are told: the panel meets on %s. Its identifier is %s.", saved.Cluster, saved.On.Words(), saved.ID)
	})
}

func noticeAdd(c *call) error {
	var n inbox.Notice
	c.flags.StringVar(&n.Cluster, "cluster", "", "the cluster's `code`")
	c.flags.StringVar(&n.Title, "title", "", "the `title`")
	c.flags.StringVar(&n.Words, "words", "", "the `text`")
	c.flags.TextVar(&n.On, "on", day.Date{}, "first `day` it is shown; today if left out")
	c.flags.TextVar(&n.Until, "until", day.Date{}, "last `day` it is shown; none for no end")
	if err := c.parse("cluster", "title"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		saved, err := in.SaveNotice(c.ctx, n)
		if err != nil {
			return err
		}
		return c.print(saved, "The schools of %s are told: %s. Its identifier is %s.", saved.Cluster, saved.Title, saved.ID)
	})
}

func packSend(c *call) error {
	var p inbox.PackOffer
	c.flags.StringVar(&p.Cluster, "cluster", "", "the cluster's `code`")
	file := c.flags.String("file", "", "the pack, plain or signed by its publisher, a JSON `file`")
	c.flags.StringVar(&p.Words, "words", "", "what schools should `know` about it")
	c.flags.TextVar(&p.On, "on", day.Date{}, "the `day` of the offer; today if left out")
	if err := c.parse("cluster", "file"); err != nil {
		return err
	}
	var err error
	if p.Body, err = readSmall(*file, desk.LargestPackFile); err != nil {
		return err
	}
	signed, err := aboutPack(&p)
	if err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		saved, err := in.SendPack(c.ctx, p)
		if err != nil {
			return err
		}
		by := "It is not signed by a publisher."
		if signed.By != "" {
			by = "It is signed by " + signed.By + ", key " + signed.Words + "."
		}
		return c.print(map[string]any{"pack": saved, "signed_by": signed.By}, "The schools of %s are offered %s, version %s. %s\nIts identifier is %s.",
			saved.Cluster, saved.Name, saved.Version, by, saved.ID)
	})
}

// aboutPack checks a pack as a school would, and fills in what it says about itself. The
// file stays as it is, so that the signature of its publisher stays good.
func aboutPack(p *inbox.PackOffer) (desk.PackSigned, error) {
	if problems := desk.CheckPack(p.Body); len(problems) > 0 {
		first := problems[0].Message
		if problems[0].Path != "" {
			first = "At " + problems[0].Path + ": " + first
		}
		return desk.PackSigned{}, fmt.Errorf("the pack cannot be sent, and nothing was. %s There are %d faults in all; see them with: needsctl pack check", first, len(problems))
	}
	body, signed, err := desk.ReadPackFile(p.Body)
	if err != nil {
		return signed, err
	}
	var head struct{ Format, Version, Title string }
	if err := json.Unmarshal(body, &head); err != nil {
		return signed, fmt.Errorf("read the head of the pack: %w", err)
	}
	p.Format, p.Version, p.Name = head.Format, head.Version, head.Title
	return signed, nil
}

// readSmall reads a file of at most so many bytes.
func readSmall(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if int64(len(b)) > most {
		return nil, fmt.Errorf("%s is larger than %d kB. Nothing was changed", path, most>>10)
	}
	return b, nil
}

func meetingList(c *call) error {
	return listSent(c, "meetings", inbox.Reader.Meetings, func(m inbox.Meeting) string {
		papers := ""
		if !m.PapersBy.IsZero() {
			papers = ", papers by " + m.PapersBy.Words()
		}
		return strings.TrimSpace(fmt.Sprintf("%s  %s %s %s%s", m.ID, m.Starts, m.Place, m.Words, papers))
	})
}

func noticeList(c *call) error {
	return listSent(c, "notices", inbox.Reader.Notices, func(n inbox.Notice) string {
		until := ""
		if !n.Until.IsZero() {
			until = " to " + n.Until.Words()
		}
		return fmt.Sprintf("%s  %s (from %s%s)", n.ID, n.Title, n.On.Words(), until)
	})
}

func packList(c *call) error {
	return listSent(c, "packs", inbox.Reader.Packs, func(p inbox.PackOffer) string {
		return fmt.Sprintf("%s  %s, version %s, since %s", p.ID, p.Name, p.Version, p.On.Words())
	})
}

// listSent prints what is sent round to a cluster.
func listSent[T any](c *call, what string, read func(inbox.Reader, string) ([]T, error), line func(T) string) error {
	cluster := c.flags.String("cluster", "", "the cluster's `code`")
	if err := c.parse("cluster"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		list, lines := []T{}, []string{}
		err := in.Store.Read(c.ctx, func(r inbox.Reader) error {
			read, err := read(r, *cluster)
			list = append(list, read...)
			return err
		})
		if err != nil {
			return err
		}
		for _, v := range list {
			lines = append(lines, line(v))
		}
		if len(lines) == 0 {
			lines = append(lines, "There are no "+what+" of "+*cluster+".")
		}
		return c.print(map[string]any{"cluster": *cluster, what: list}, "%s", strings.Join(lines, "\n"))
	})
}

func meetingRemove(c *call) error { return removeSent(c, "meeting", inbox.Inbox.RemoveMeeting) }

func noticeRemove(c *call) error { return removeSent(c, "notice", inbox.Inbox.RemoveNotice) }

func packRemove(c *call) error { return removeSent(c, "pack", inbox.Inbox.RemovePack) }

// sentRemoval is one of the inbox's ways to take something out.
type sentRemoval func(in inbox.Inbox, ctx context.Context, cluster, id string) error

// removeSent takes something out of what is sent round to a cluster.
func removeSent(c *call, what string, remove sentRemoval) error {
	cluster := c.flags.String("cluster", "", "the cluster's `code`")
	id := c.flags.String("id", "", "its `identifier`, from clusterhub "+what+" list")
	if err := c.parse("cluster", "id"); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		if err := remove(in, c.ctx, *cluster, *id); err != nil {
			return err
		}
		return c.print(map[string]any{"cluster": *cluster, "removed": *id}, "The %s %s is no longer sent round.", what, *id)
	})
}

// enrolFile answers a request to join that was brought by hand, or writes how a key
// stands by now, for a school that cannot ask.
func enrolFile(c *call) error {
	request := c.flags.String("request", "", "the school's request, a .scj `file`")
	device := c.flags.String("device", "", "instead: the computer's `identifier`, to write how it stands now")
	to := c.flags.String("answer", "", "where to write the answer, a new `file`")
	if err := c.parse("answer"); err != nil {
		return err
	}
	if (*request == "") == (*device == "") {
		return usageError("Give --request with the school's file, or --device to write how a computer stands now.")
	}
	return c.withHub(func(in inbox.Inbox) error {
		var answer []byte
		var code exchange.Code
		id, err := *device, error(nil)
		if *request != "" {
			file, readErr := readSmall(*request, exchange.MaxEnrolFile)
			if readErr != nil {
				return readErr
			}
			answer, id, code, err = in.EnrolByFile(c.ctx, file)
		} else {
			answer, err = in.EnrolAnswer(c.ctx, id)
		}
		switch {
		case err != nil:
			return err
		case answer == nil:
			return fmt.Errorf("%s is not a request to join this hub, or was damaged. Nothing was changed. Ask the school to make it again", *request)
		}
		if err := writeNew(*to, answer); err != nil {
			return err
		}
		facts := map[string]any{"device": id, "answer": *to, "refused": code}
		if code != "" {
			return c.print(facts, "The request was refused: %s\n%s tells the school so.", code.Sentence(), *to)
		}
		return c.print(facts, "The answer for computer %s is in %s. Bring it to the school.\nA new computer waits for approval: compare its six words by telephone, then clusterhub approve.", id, *to)
	})
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	if _, err := f.Write(b); err != nil {
		f.Close()
		return fmt.Errorf("write the answer: %w", err)
	}
	return f.Close()
}
