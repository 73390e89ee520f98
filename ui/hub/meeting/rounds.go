package meeting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/cluster/rounds"
	"needsbook/app/continuum"
	"needsbook/app/exchange/inbox"
	"needsbook/app/pack"
	"needsbook/app/pack/signedpack"
	"needsbook/assets"
)

// roundsPage lists the rounds of moderation.
type roundsPage struct {
	*view
	Rounds []rounds.Round // the latest first
	Open   *form
}

func (v *view) rounds() (rounds.State, error) { return rounds.Fold(v.entries, v.kept) }

func (v *view) roundsBy() rounds.By { return rounds.By{Actor: v.who.ID, At: v.now} }

func showRounds(v *view, w http.ResponseWriter) error {
	s, err := v.rounds()
	if err != nil {
		return err
	}
	p := roundsPage{view: v, Rounds: slices.Clone(s.Rounds)}
	slices.Reverse(p.Rounds)
	if v.may(people.OpenRound) {
		f, err := v.roundForm()
		if err != nil {
			return err
		}
		p.Open = v.form(f, "open", "rounds")
		p.Open.Folded = len(p.Rounds) > 0
	}
	return v.write(w, "rounds", v.page("Moderation", "The same invented cases are scored in every school, each person alone. What comes back is how far schools agree.", p))
}

// set is a pack of cases that a round can be opened from.
type set struct {
	id    string // of its file
	title string
	file  []byte
	offer bool // it is sent round already
}

const casesFormat = "sen-vignettes"

// packFiles reads the packs that the cluster sends round of some formats, and how they
// are called.
func (v *view) packFiles(formats ...string) (out []inbox.PackOffer, err error) {
	err = v.p.Inbox.Store.Read(v.r.Context(), func(r inbox.Reader) error {
		offers, err := r.Packs(v.cluster.ID)
		if err != nil {
			return err
		}
		for _, o := range offers {
			if slices.Contains(formats, o.Format) {
				full, err := r.Pack(v.cluster.ID, o.ID)
				if err != nil {
					return err
				}
				out = append(out, full)
			}
		}
		return nil
	})
	return out, err
}

// sets are the packs of cases that the cluster sends round, and the one that comes with
// the program.
func (v *view) sets() (out []set, err error) {
	offers, err := v.packFiles(casesFormat)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		out = append(out, set{o.ID, o.Name + ", version " + o.Version, o.Body, true})
	}
	shipped := assets.Pack("vignettes.json")
	sum := sha256.Sum256(shipped)
	id := hex.EncodeToString(sum[:])
	if !slices.ContainsFunc(out, func(s set) bool { return s.id == id }) {
		if cases, problems := continuum.LoadVignettes(shipped); problems == nil {
			out = append(out, set{id, cases.Title + ", version " + cases.Version, shipped, false})
		}
	}
	return out, nil
}

func (v *view) roundForm() (form, error) {
	sets, err := v.sets()
	cases := field{Name: "set", Label: "Set of cases", Kind: fieldRadio, Hint: "Sets that are sent round, and the one that comes with the program."}
	for _, s := range sets {
		cases.Options = append(cases.Options, option{Value: s.id, Words: s.title})
	}
	if len(cases.Options) == 1 {
		cases.Value = cases.Options[0].Value
	}
	return form{Title: "Open a round", Button: "Open the round", Lead: "It goes to every school of the cluster. Scoring takes a person at most a quarter of an hour.", Fields: []field{
		cases,
		{Name: "until", Label: "Answers until", Kind: fieldDate},
		{Name: "named", Label: "Show which school is which in the result", Kind: fieldTick, Hint: "Otherwise schools stand under letters, and each knows only its own."},
	}}, err
}

func toRounds(v *view, _ *input) string { return v.to("rounds") }

var openRound = act{
	path: "rounds", action: people.OpenRound, done: "The round is open. Schools’ programs show it when they next fetch what is new.", to: toRounds,
	form: func(v *view) (form, error) { return v.roundForm() },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		chosen, until := in.one(f.field("set")), in.date(f.field("until"), v.today)
		if len(in.faults) > 0 {
			return nil, nil
		}
		sets, err := v.sets()
		if err != nil {
			return nil, err
		}
		known, err := v.packFiles("sen-continuum")
		if err != nil {
			return nil, err
		}
		s, err := v.rounds()
		if err != nil {
			return nil, err
		}
		o := rounds.Opening{Set: sets[slices.IndexFunc(sets, func(s set) bool { return s.id == chosen })].file, Until: until, Named: in.ticked("named"), Known: [][]byte{assets.Pack("continuum.json")}}
		for _, k := range known {
			o.Known = append(o.Known, k.Body)
		}
		return s.Open(o, v.roundsBy())
	},
	also: func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error {
		sets, err := v.sets()
		if err != nil {
			return err
		}
		for _, s := range sets {
			if s.id == in.typed.Get("set") && !s.offer {
				return v.sendSet(ctx, hub, s)
			}
		}
		return nil
	},
}

// sendSet sends the cases that come with the program round, so that schools can fetch
// exactly those that the round is about.
func (v *view) sendSet(ctx context.Context, hub inbox.Inbox, s set) error {
	body := s.file
	if f, err := signedpack.Open(body); err == nil {
		body = f.Pack
	}
	head, ok := pack.ReadHead(body)
	if !ok {
		return errors.New("the cases that come with the program have no head")
	}
	_, err := hub.SendPack(ctx, inbox.PackOffer{Cluster: v.cluster.ID, Format: casesFormat, Name: head.Title, Version: head.Version, Words: "Cases of a moderation round.", Body: s.file})
	return err
}

// roundPage is one round with what it came to.
type roundPage struct {
	*view
	Round  rounds.Round
	Opened bool
	Result *papers.RoundResult
	Split  *papers.StrandAgree // the strand that splits people most
	Heat   []heatRow
	Close  *form
	Note   *form
}

// heatRow is one school's agreement with the others, area by area.
type heatRow struct {
	Name  string
	Areas []int
	papers.RoundMember
}

func (v *view) round() (rounds.State, rounds.Round, error) {
	s, err := v.rounds()
	if err != nil {
		return s, rounds.Round{}, err
	}
	r, ok := s.Round(v.r.PathValue("round"))
	if !ok {
		return s, r, errNoPage
	}
	return s, r, nil
}

func showRound(v *view, w http.ResponseWriter) error {
	s, r, err := v.round()
	if err != nil {
		return err
	}
	p := roundPage{view: v, Round: r, Opened: r.IsOpen(v.today)}
	if !p.Opened {
		result, err := s.Result(r.ID, v.today, v.School)
		if err != nil {
			return err
		}
		p.Result = &result
		if len(result.Strands) > 0 && result.Strands[0].N > 0 {
			p.Split = &result.Strands[0]
		}
		for _, m := range result.Members {
			row := heatRow{Name: "School " + m.Code, Areas: m.Areas, RoundMember: m}
			if m.Name != "" {
				row.Name = m.Name
			}
			p.Heat = append(p.Heat, row)
		}
	}
	if v.may(people.OpenRound) {
		if r.Closed.IsZero() {
			p.Close = v.form(form{Title: "Close the round", Button: "Close the round", Folded: true, Lead: "Scores that come later are refused, and the result is kept as it is."}, "close", "rounds", r.ID, "close")
		}
		if !p.Opened {
			p.Note = v.form(noteForm(r), "note", "rounds", r.ID, "note")
			p.Note.Folded = len(r.Notes) > 0
		}
	}
	page := v.page(r.Title, "", p)
	page.Back = append(page.Back, link(v.to("rounds"), "← Moderation"))
	return v.write(w, "round", page)
}

func toRound(v *view, _ *input) string { return v.to("rounds", v.r.PathValue("round")) }

var closeRound = act{
	path: "rounds/{round}/close", action: people.OpenRound, done: "The round is closed, and its result kept.", to: toRound,
	form: func(v *view) (form, error) {
		_, _, err := v.round()
		return form{Title: "Close the round", Button: "Close the round"}, err
	},
	do: func(v *view, _ form, _ *input) ([]book.Draft, error) {
		s, r, err := v.round()
		if err != nil {
			return nil, err
		}
		return s.Close(r.ID, v.roundsBy())
	},
}

func noteForm(r rounds.Round) form {
	about := field{Name: "about", Label: "About", Kind: fieldSelect, Optional: true, Hint: "Leave it for the whole round."}
	for _, s := range r.Strands {
		about.Options = append(about.Options, option{Value: s.ID, Words: s.Name})
	}
	for _, c := range r.Cases {
		about.Options = append(about.Options, option{Value: c.ID, Words: "Case " + c.ID})
	}
	return form{Title: "Note what was said", Button: "Keep the note", Fields: []field{about, {Name: "words", Label: "What was said", Kind: fieldLong, Most: 1000}}}
}

var noteRound = act{
	path: "rounds/{round}/note", action: people.OpenRound, done: "The note is kept.", to: toRound,
	form: func(v *view) (form, error) {
		_, r, err := v.round()
		return noteForm(r), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		n := rounds.Remark{Round: v.r.PathValue("round"), About: in.one(f.field("about")), Words: in.text(f.field("words"))}
		if len(in.faults) > 0 {
			return nil, nil
		}
		s, err := v.rounds()
		if err != nil {
			return nil, err
		}
		return s.Note(n, v.roundsBy())
	},
}
