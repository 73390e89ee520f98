package hub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/moves"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// levelLetter is where a school's letter is kept among the boards, once signed.
const levelLetter = inbox.Level("letter")

// getLetter sends a school the hub's letter to it. Nobody reads another school's.
func (s *Server) getLetter(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	urn, home := r.PathValue("urn"), ""
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := s.asking(records, r)
		switch {
		case err != nil:
			return err
		case d.URN != urn:
			return denied(exchange.NotAllowed)
		}
		home, err = inbox.HomeOn(records, urn, day.On(s.Inbox.Now()))
		if err == nil && home == "" {
			err = denied(exchange.NotMember)
		}
		return err
	})
	if s.failed(w, err) {
		return
	}
	body, err := s.letter(r.Context(), home, urn)
	if !s.failed(w, err) {
		writeKnown(w, r, "application/json", exchange.DocumentID(body), body)
	}
}

// letter returns the signed letter of a cluster to one of its schools.
func (s *Server) letter(ctx context.Context, cluster, urn string) ([]byte, error) {
	signed, err := s.letters(ctx, cluster, []string{urn})
	return signed[urn], err
}

// letters returns the signed letters of a cluster to some of its schools. Each is signed
// anew, with a higher number, only when something in it has changed, so that its bytes
// can be asked for by name.
func (s *Server) letters(ctx context.Context, cluster string, urns []string) (map[string][]byte, error) {
	signed := map[string][]byte{}
	written := map[string]papers.Letter{}
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		a, err := s.affairs.of(r, cluster, s.today())
		if err != nil {
			return err
		}
		members, err := s.memberKeys(r, a)
		if err != nil {
			return err
		}
		for _, urn := range urns {
			l := letterTo(a, members, urn)
			last, err := keptLetter(r, urn)
			if err != nil {
				return err
			}
			if last.Stamp == stampOf(l) {
				signed[urn] = last.Body
				continue
			}
			written[urn] = l
		}
		return nil
	})
	if err != nil || len(written) == 0 {
		return signed, err
	}
	err = s.Inbox.Store.Write(ctx, func(w inbox.Writer) error {
		for urn, l := range written {
			last, err := keptLetter(w, urn)
			if err != nil {
				return err
			}
			stamp := stampOf(l)
			if last.Stamp != stamp {
				l.Issued = s.Inbox.Now()
				l.Number = l.Issued.UnixMilli()
				if before, err := papers.OpenLetter(last.Body, s.Inbox.Key.Public().Sign); err == nil {
					l.Number = max(l.Number, before.Number+1)
				}
				last = inbox.Aggregate{Level: levelLetter, Ref: urn, Stamp: stamp, Body: l.Sign(s.Inbox.Key), Built: l.Issued}
				if err := w.PutAggregate(last); err != nil {
					return err
				}
			}
			signed[urn] = last.Body
		}
		return nil
	})
	return signed, err
}

// keptLetter is a school's letter as it was signed last; the zero one for none.
func keptLetter(r inbox.Reader, urn string) (inbox.Aggregate, error) {
	a, err := r.Aggregate(levelLetter, urn, "")
	if missing(err) {
		err = nil
	}
	return a, err
}

// stampOf names what a letter says, whatever its number and time.
func stampOf(l papers.Letter) string {
	content, err := json.Marshal(l)
	if err != nil {
		panic("hub: a letter always encodes: " + err.Error())
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// letterTo gathers what a cluster has to say to one school.
func letterTo(a inbox.Affairs, keys []papers.MemberKey, urn string) papers.Letter {
	l := panel.Letter(a.Panel, urn, a.Today)
	l.Schema, l.URN, l.Cluster = papers.LetterSchema, urn, a.Cluster.ID
	l.Matches, l.Keyrings = matching.Shipped().Letter(urn, a.Kept, keys, a.Today)
	names := namesOf(a.Members)
	l.Moves = moves.Letter(a.Kept, urn)
	l.Round = a.Rounds.Letter(urn, a.Today, func(other string) string { return names[other] })
	return l
}
