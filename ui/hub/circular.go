package hub

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"sync"

	"needsbook/app/cluster"
	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/rounds"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// circular gathers what a cluster tells all its schools about its work, as JSON; nil
// where there is nothing to tell.
func (s *Server) circular(r inbox.Reader, cluster, series string) (json.RawMessage, error) {
	a, err := s.affairs.of(r, cluster, s.today())
	if err != nil {
		return nil, err
	}
	c := papers.Circular{}
	panel.Circular(a.Panel, a.Today, &c)
	c.Rounds = rounds.Circular(a.Rounds, a.Today)
	c.Offers = matching.Board(a.Kept, namesOf(a.Members), a.Today)
	if c.Keys, err = s.memberKeys(r, a); err != nil {
		return nil, err
	}
	if c.Rates, err = s.rates.of(s, r, a, series); err != nil {
		return nil, err
	}
	body, err := json.Marshal(c)
	if err != nil || bytes.Equal(body, []byte("{}")) {
		return nil, err
	}
	return body, nil
}

// memberKeys are the keys of a cluster's schools that may be sealed for today, by school.
func (s *Server) memberKeys(r inbox.Reader, a inbox.Affairs) ([]papers.MemberKey, error) {
	names := namesOf(a.Members)
	devices, err := r.Devices()
	if err != nil {
		return nil, err
	}
	var keys []papers.MemberKey
	for _, m := range a.Members {
		for _, d := range devices {
			if d.URN != m.URN {
				continue
			}
			if _, code, err := s.Inbox.ActiveDevice(r, d.ID); err != nil {
				return nil, err
			} else if code == "" {
				keys = append(keys, papers.MemberKey{URN: d.URN, Name: names[d.URN], Key: d.Key})
			}
		}
	}
	return keys, nil
}

func namesOf(schools []inbox.School) map[string]string {
	names := map[string]string{}
	for _, s := range schools {
		names[s.URN] = s.Name
	}
	return names
}

// clusterAffairs keeps how things stand at clusters until the records or the day change:
// all schools of a cluster ask for much the same.
type clusterAffairs struct {
	mu   sync.Mutex
	kept map[string]affairsAt // by cluster
}

type affairsAt struct {
	audit   int64 // of the last change of the records
	today   day.Date
	affairs inbox.Affairs
}

// mostAffairs bounds the memory that they take.
const mostAffairs = 100

// of returns how things stand at a cluster. What it returns is not to be changed.
func (k *clusterAffairs) of(r inbox.Reader, cluster string, today day.Date) (inbox.Affairs, error) {
	last, err := r.LastAudit()
	if err != nil && !missing(err) {
		return inbox.Affairs{}, err
	}
	k.mu.Lock()
	at, ok := k.kept[cluster]
	k.mu.Unlock()
	if ok && at.audit == last.N && at.today == today {
		return at.affairs, nil
	}
	a, err := inbox.ReadAffairs(r, cluster, today)
	if err != nil {
		return a, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= mostAffairs {
		k.kept = map[string]affairsAt{}
	}
	k.kept[cluster] = affairsAt{last.N, today, a}
	return a, nil
}

// clusterRates keeps the rates that signals are worked out against. Those of a cluster
// are added up again when its own summaries change; the county's part, which only says
// how far schools differ anyway, once a day.
type clusterRates struct {
	mu       sync.Mutex
	kept     map[string]ratesAt // by cluster
	counties map[string]countyAt
}

type ratesAt struct {
	stamp string
	today day.Date
	rates *papers.Rates
}

type countyAt struct {
	series string
	today  day.Date
	sent   map[string][]cluster.Sent // by cluster
}

// mostCounties bounds the memory that the summaries of counties take.
const mostCounties = 4

func (k *clusterRates) of(s *Server, r inbox.Reader, a inbox.Affairs, series string) (*papers.Rates, error) {
	if series == "" {
		return nil, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	docs, err := r.Current(a.Cluster.ID, series)
	if err != nil {
		return nil, err
	}
	stamp := series
	for _, d := range docs {
		stamp += "\n" + d.ID
	}
	if at, ok := k.kept[a.Cluster.ID]; ok && at.stamp == stamp && at.today == a.Today {
		return at.rates, nil
	}
	others, err := k.county(s, r, a, series)
	if err != nil {
		return nil, err
	}
	if k.kept == nil || len(k.kept) >= mostAffairs {
		k.kept = map[string]ratesAt{}
	}
	rates := rounds.Rates(series, s.readAll(docs), others...)
	k.kept[a.Cluster.ID] = ratesAt{stamp, a.Today, rates}
	return rates, nil
}

// county returns the summaries of the other clusters of a cluster's county.
func (k *clusterRates) county(s *Server, r inbox.Reader, a inbox.Affairs, series string) ([][]cluster.Sent, error) {
	name := a.Cluster.County
	if name == "" {
		return nil, nil
	}
	at, ok := k.counties[name]
	if !ok || at.series != series || at.today != a.Today {
		in, err := r.ClustersIn(inbox.CountyLevel, name)
		if err != nil {
			return nil, err
		}
		at = countyAt{series, a.Today, map[string][]cluster.Sent{}}
		for _, c := range in {
			docs, err := r.Current(c.ID, series)
			if err != nil {
				return nil, err
			}
			at.sent[c.ID] = s.readAll(docs)
		}
		if k.counties == nil || len(k.counties) >= mostCounties {
			k.counties = map[string]countyAt{}
		}
		k.counties[name] = at
	}
	var out [][]cluster.Sent
	for _, id := range slices.Sorted(maps.Keys(at.sent)) {
		if id != a.Cluster.ID {
			out = append(out, at.sent[id])
		}
	}
	return out, nil
}
