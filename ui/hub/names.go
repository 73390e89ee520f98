package hub

import (
	"fmt"
	"strings"
	"sync"

	"needsbook/app/cluster"
	"needsbook/app/continuum"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/assets"
)

// words are the council's words for things.
func (s *Server) words() terms.Terms {
	if len(s.Terms.Words) == 0 {
		return terms.Shipped()
	}
	return s.Terms
}

// say gives a word of the pack by its key, levels for more than one level; "" for a
// key that the pack lacks.
func (s *Server) say(key string) string {
	t := s.words()
	if _, ok := t.Words[key]; ok {
		return t.Label(key)
	}
	if one := strings.TrimSuffix(key, "s"); one != key {
		if _, ok := t.Words[one]; ok {
			return t.Plural(one)
		}
	}
	return ""
}

// aboutBoard is what a board is told of itself.
func (s *Server) aboutBoard(level inbox.Level, ref, name, series string, n named) cluster.About {
	return cluster.About{Level: string(level), Ref: ref, Name: name, Series: series, Say: s.say, LevelNames: n.levels, ServiceNames: n.services}
}

// names are the names of levels and services in the packs that the hub knows, by the
// hash with which a summary names its pack.
type names struct {
	levels   map[string][]string // by rank
	services map[string][]string // in the order of the pack
	stamp    string              // of the packs that a cluster was offered
}

func newNames() names {
	return names{levels: map[string][]string{}, services: map[string][]string{}}
}

// named are the names for one board.
type named struct{ levels, services []string }

// of takes the names from the packs that most schools used.
func (n names) of(sent []cluster.Sent) named {
	levels, services := map[string]int{}, map[string]int{}
	for _, s := range sent {
		if !s.Unreadable {
			levels[s.Document.CodeLists.Continuum]++
			services[s.Document.CodeLists.Services]++
		}
	}
	return named{n.levels[mostOf(levels)], n.services[mostOf(services)]}
}

func mostOf(votes map[string]int) (best string) {
	for hash, n := range votes {
		if n > votes[best] || n == votes[best] && hash < best {
			best = hash
		}
	}
	return best
}

// shippedNames are those of the packs that come with the program.
var shippedNames = sync.OnceValue(func() names {
	n := newNames()
	n.add("sen-continuum", assets.Pack("continuum.json"))
	for _, body := range assets.ProvingPacks() {
		n.add("sen-continuum", body)
	}
	n.add("sen-services", assets.Pack("services.json"))
	return n
})

// add reads the names of one pack. A pack of another kind, or one that does not load,
// has none.
func (n names) add(format string, body []byte) {
	switch format {
	case "sen-continuum":
		p, problems := continuum.Load(body)
		if problems != nil {
			return
		}
		var levels []string
		for _, l := range p.Levels {
			for len(levels) <= l.Rank {
				levels = append(levels, "")
			}
			levels[l.Rank] = l.Name
		}
		n.levels[exchange.CodeListID(body)] = levels
	case "sen-services":
		p, problems := provision.LoadServices(body)
		if problems != nil {
			return
		}
		var services []string
		for _, s := range p.List {
			services = append(services, s.Name)
		}
		n.services[exchange.CodeListID(body)] = services
	}
}

// offeredNames keeps what was read of offered packs, by their identifiers.
type offeredNames struct {
	mu   sync.Mutex
	kept map[string]names
}

// namesFor returns the names in the shipped packs and in those that a cluster offers.
func (s *Server) namesFor(r inbox.Reader, cluster string) (names, error) {
	offers, err := r.Packs(cluster)
	if err != nil {
		return names{}, err
	}
	out := newNames()
	out.join(shippedNames())
	for _, o := range offers {
		if o.Format != "sen-continuum" && o.Format != "sen-services" {
			continue
		}
		read, err := s.offered.names(r, o)
		if err != nil {
			return out, err
		}
		out.join(read)
		out.stamp += fmt.Sprintln(o.ID)
	}
	return out, nil
}

func (n *names) join(o names) {
	for hash, levels := range o.levels {
		n.levels[hash] = levels
	}
	for hash, services := range o.services {
		n.services[hash] = services
	}
}

func (on *offeredNames) names(r inbox.Reader, o inbox.PackOffer) (names, error) {
	on.mu.Lock()
	defer on.mu.Unlock()
	if n, ok := on.kept[o.ID]; ok {
		return n, nil
	}
	offer, err := r.Pack(o.Cluster, o.ID)
	if err != nil {
		return names{}, err
	}
	n := newNames()
	n.add(offer.Format, packBody(offer.Body))
	if on.kept == nil {
		on.kept = map[string]names{}
	}
	on.kept[o.ID] = n
	return n, nil
}
