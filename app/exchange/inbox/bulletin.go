package inbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Public is a meeting as a bulletin shows it.
func (m Meeting) Public() exchange.Meeting {
	return exchange.Meeting{ID: m.ID, On: m.On, Starts: m.Starts, Place: m.Place, Words: m.Words, PapersBy: m.PapersBy}
}

// Public is a notice as a bulletin shows it.
func (n Notice) Public() exchange.Notice {
	return exchange.Notice{ID: n.ID, On: n.On, Until: n.Until, Title: n.Title, Words: n.Words}
}

// Public is the offer of a pack as a bulletin shows it.
func (p PackOffer) Public() exchange.PackOffer {
	return exchange.PackOffer{ID: p.ID, Format: p.Format, Name: p.Name, Version: p.Version, Words: p.Words, On: p.On}
}

// SaveMeeting adds a meeting of a cluster's panel. A panel meets once on a day, so the
// day is the meeting's identifier, and adding it again changes it.
func (in Inbox) SaveMeeting(ctx context.Context, m Meeting) (Meeting, error) {
	if err := m.Public().Check(); err != nil {
		return m, refuse("The meeting cannot be sent round: %v. Nothing was changed.", err)
	}
	m.ID = m.On.String()
	return m, in.sendRound(ctx, actMeeting, m.Cluster, m.ID, func(w Writer) error { return w.PutMeeting(m) })
}

// SaveNotice sends a notice round, from its day to its last one. A notice with the same
// day and title is changed.
func (in Inbox) SaveNotice(ctx context.Context, n Notice) (Notice, error) {
	if n.On.IsZero() {
		n.On = day.On(in.Now())
	}
	if err := n.Public().Check(); err != nil {
		return n, refuse("The notice cannot be sent round: %v. Nothing was changed.", err)
	}
	sum := sha256.Sum256([]byte(n.On.String() + "\n" + n.Title))
	n.ID = hex.EncodeToString(sum[:4])
	return n, in.sendRound(ctx, actNotice, n.Cluster, n.ID, func(w Writer) error { return w.PutNotice(n) })
}

// SendPack offers a pack to a cluster's schools. Its bytes are kept as they are, so
// that a publisher's signature stays good. Whether they are a pack is for the caller to
// have checked.
func (in Inbox) SendPack(ctx context.Context, p PackOffer) (PackOffer, error) {
	if len(p.Body) == 0 || len(p.Body) > exchange.MaxPack {
		return p, refuse("A pack may have at most %d kB. Nothing was sent.", exchange.MaxPack>>10)
	}
	sum := sha256.Sum256(p.Body)
	p.ID = hex.EncodeToString(sum[:])
	if p.On.IsZero() {
		p.On = day.On(in.Now())
	}
	if err := p.Public().Check(); err != nil {
		return p, refuse("The pack cannot be sent round: %v. Nothing was changed.", err)
	}
	return p, in.sendRound(ctx, actPack, p.Cluster, p.ID, func(w Writer) error { return w.PutPack(p) })
}

// sendRound changes what a cluster's schools are told.
func (in Inbox) sendRound(ctx context.Context, act, cluster, id string, put func(Writer) error) error {
	return in.change(ctx, act, cluster+" "+id, func(w Writer, _ time.Time) error {
		if _, err := w.Cluster(cluster); errors.Is(err, ErrNotFound) {
			return refuse("There is no cluster %.40s. Nothing was changed.", cluster)
		} else if err != nil {
			return err
		}
		return put(w)
	})
}

// RemoveMeeting takes a meeting out of what the schools are told.
func (in Inbox) RemoveMeeting(ctx context.Context, cluster, id string) error {
	return in.takeOut(ctx, actNoMeeting, "meeting", cluster, id, Writer.RemoveMeeting)
}

// RemoveNotice takes a notice out of what the schools are told.
func (in Inbox) RemoveNotice(ctx context.Context, cluster, id string) error {
	return in.takeOut(ctx, actNoNotice, "notice", cluster, id, Writer.RemoveNotice)
}

// RemovePack no longer offers a pack. Schools that took it keep it.
func (in Inbox) RemovePack(ctx context.Context, cluster, id string) error {
	return in.takeOut(ctx, actNoPack, "pack", cluster, id, Writer.RemovePack)
}

func (in Inbox) takeOut(ctx context.Context, act, what, cluster, id string, remove func(w Writer, cluster, id string) error) error {
	return in.change(ctx, act, cluster+" "+id, func(w Writer, _ time.Time) error {
		err := remove(w, cluster, id)
		if errors.Is(err, ErrNotFound) {
			return refuse("There is no %s %.64s of %.40s. Nothing was changed.", what, id, cluster)
		}
		return err
	})
}

// Bulletin gathers what the schools of a cluster are told now: members, meetings of the
// last weeks and to come, notices that still hold, packs on offer, and who has sent for
// the latest term. Number, Issued and Board are left to the caller.
func (in Inbox) Bulletin(r Reader, cluster string) (exchange.Bulletin, error) {
	today := day.On(in.Now())
	c, err := r.Cluster(cluster)
	if err != nil {
		return exchange.Bulletin{}, err
	}
	b := exchange.Bulletin{Schema: exchange.BulletinSchema, Cluster: c.ID, Name: c.Name}
	terms, err := r.Terms(cluster)
	if err != nil {
		return b, err
	}
	if len(terms) > 0 {
		b.Series = terms[len(terms)-1] // the names of a year's terms sort as the terms do
	}
	if err := addMembers(r, &b, today); err != nil {
		return b, err
	}
	meetings, err := r.Meetings(cluster)
	if err != nil {
		return b, err
	}
	for _, m := range meetings {
		if !m.On.Before(today.AddDays(-meetingsShown)) {
			b.Meetings = append(b.Meetings, m.Public())
		}
	}
	notices, err := r.Notices(cluster)
	if err != nil {
		return b, err
	}
	for _, n := range notices {
		if !n.On.After(today) && (n.Until.IsZero() || !n.Until.Before(today)) {
			b.Notices = append(b.Notices, n.Public())
		}
	}
	packs, err := r.Packs(cluster)
	for _, p := range packs {
		b.Packs = append(b.Packs, p.Public())
	}
	return b, err
}

// meetingsShown is for how many days a meeting that was held is still shown.
const meetingsShown = 30

func addMembers(r Reader, b *exchange.Bulletin, today day.Date) error {
	members, err := r.Members(b.Cluster, today)
	if err != nil {
		return err
	}
	sent, err := r.Current(b.Cluster, b.Series)
	if err != nil {
		return err
	}
	asOf := map[string]day.Date{}
	for _, d := range sent {
		asOf[d.Meta.URN] = d.Meta.AsOf
	}
	for _, s := range members {
		on, has := asOf[s.URN]
		b.Members = append(b.Members, exchange.BulletinMember{URN: s.URN, Name: s.Name, Phase: s.Phase, Sent: has, AsOf: on})
	}
	return nil
}
