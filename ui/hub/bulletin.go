package hub

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

// levelBulletin is where a cluster's bulletin is kept among the boards, once signed.
const levelBulletin = inbox.Level("bulletin")

// getBulletin sends a cluster's bulletin to the schools that belong to it today.
func (s *Server) getBulletin(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) || s.failed(w, s.ofCluster(r)) {
		return
	}
	body, err := s.bulletin(r.Context(), r.PathValue("cluster"))
	if !s.failed(w, err) {
		writeKnown(w, r, "application/json", exchange.BulletinID(body), body)
	}
}

// getAggregate sends a cluster's figures of one term, signed, to its schools.
func (s *Server) getAggregate(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) || s.failed(w, s.ofCluster(r)) {
		return
	}
	a := exchange.Aggregate{Cluster: r.PathValue("cluster"), Series: r.PathValue("year") + "/" + r.PathValue("term")}
	if !exchange.ValidSeries(a.Series) {
		refuse(w, exchange.NotFound, 0, nil)
		return
	}
	board, built, err := s.board(r.Context(), string(levelCluster), a.Cluster, a.Series)
	if s.failed(w, err) {
		return
	}
	a.Board, a.Built = board, built
	body := a.Sign(s.Inbox.Key)
	writeKnown(w, r, "application/json", exchange.BulletinID(body), body)
}

// ofCluster says why the school that asks may not read of the cluster in the path.
func (s *Server) ofCluster(r *http.Request) error {
	return s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := s.asking(records, r)
		if err != nil {
			return err
		}
		ok, err := inbox.IsMember(records, d.URN, r.PathValue("cluster"), day.On(s.Inbox.Now()))
		if err == nil && !ok {
			err = denied(exchange.NotMember)
		}
		return err
	})
}

// bulletin returns a cluster's signed bulletin. It is signed anew, with a higher number,
// only when something in it has changed, so that its bytes can be asked for by name.
func (s *Server) bulletin(ctx context.Context, cluster string) ([]byte, error) {
	b, err := s.unsigned(ctx, cluster)
	if err != nil {
		return nil, err
	}
	content, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	stamp := hex.EncodeToString(sum[:])
	kept := func(r inbox.Reader) (inbox.Aggregate, error) {
		a, err := r.Aggregate(levelBulletin, cluster, "")
		if missing(err) {
			err = nil
		}
		return a, err
	}
	var last inbox.Aggregate
	err = s.Inbox.Store.Read(ctx, func(r inbox.Reader) (err error) {
		last, err = kept(r)
		return err
	})
	if err != nil || last.Stamp == stamp {
		return last.Body, err
	}
	err = s.Inbox.Store.Write(ctx, func(w inbox.Writer) error {
		if last, err = kept(w); err != nil || last.Stamp == stamp {
			return err
		}
		b.Issued = s.Inbox.Now()
		b.Number = b.Issued.UnixMilli()
		if before, err := exchange.OpenBulletin(last.Body, s.Inbox.Key.Public().Sign); err == nil {
			b.Number = max(b.Number, before.Number+1)
		}
		last = inbox.Aggregate{Level: levelBulletin, Ref: cluster, Stamp: stamp, Body: exchange.SignBulletin(b, s.Inbox.Key), Built: b.Issued}
		return w.PutAggregate(last)
	})
	return last.Body, err
}

// unsigned gathers what a cluster's bulletin holds now, without number and time.
func (s *Server) unsigned(ctx context.Context, cluster string) (b exchange.Bulletin, err error) {
	err = s.Inbox.Store.Read(ctx, func(r inbox.Reader) error {
		if b, err = s.Inbox.Bulletin(r, cluster); err != nil {
			return err
		}
		b.Circular, err = s.circular(r, cluster, b.Series)
		return err
	})
	if err != nil || b.Series == "" {
		return b, err
	}
	board, _, err := s.board(ctx, string(levelCluster), cluster, b.Series)
	if errors.Is(err, inbox.ErrNotFound) {
		return b, nil
	}
	b.Board = board
	return b, err
}

// getPack sends a pack that is on offer to the cluster where the school that asks is
// at home today.
func (s *Server) getPack(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	var p inbox.PackOffer
	err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) error {
		d, err := s.asking(records, r)
		if err != nil {
			return err
		}
		home, err := inbox.HomeOn(records, d.URN, day.On(s.Inbox.Now()))
		if err != nil {
			return err
		}
		p, err = records.Pack(home, r.PathValue("id"))
		return err
	})
	if !s.failed(w, err) {
		writeKnown(w, r, "application/json", p.ID, p.Body)
	}
}
