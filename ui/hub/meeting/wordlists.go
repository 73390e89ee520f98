package meeting

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/continuum"
	"needsbook/app/exchange/inbox"
	"needsbook/app/funding"
	"needsbook/app/pack/signedpack"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/app/summary"
	"needsbook/assets"
)

// lists are the words for the codes in papers, from the packs in use at a cluster: those
// that come with the program, and over them those that the cluster sends round.
type lists struct {
	names map[string]string // by kind and code, as in service/speech_language
	rules *panel.Rules
	terms terms.Terms
}

// word gives the words for a code; one that no pack knows shows as it is.
func (l *lists) word(kind, code string) string {
	if name, ok := l.names[kind+"/"+code]; ok {
		return name
	}
	return code
}

// all gives the words for several codes, one after the other.
func (l *lists) all(kind string, codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, l.word(kind, c))
	}
	return strings.Join(out, ", ")
}

// say is a word that a council may change, such as cluster_panel.
func (l *lists) say(key string) string { return l.terms.Label(key) }

// fixedNames are words that no pack holds.
var fixedNames = map[string]string{
	"share/" + papers.ByPupils: "by the pupils of each school", "share/" + papers.Equally: "equally", "share/" + papers.AsAgreed: "as the schools agreed",
	"offers/" + papers.KindOffer: "Offered", "offers/" + papers.KindAsk: "Looked for",
	"day/mon": "Mondays", "day/tue": "Tuesdays", "day/wed": "Wednesdays", "day/thu": "Thursdays", "day/fri": "Fridays",
	"area/CI": "Communication and interaction", "area/CL": "Cognition and learning", "area/SEMH": "Social, emotional and mental health", "area/SP": "Sensory and physical", "area/OT": "Other needs",
	"phase/EY": "Early years", "phase/KS1": "Key stage 1", "phase/KS2": "Key stage 2", "phase/KS3": "Key stage 3", "phase/KS4": "Key stage 4", "phase/KS5": "Key stage 5",
	"standing/" + string(panel.WaitsForPartners): "waits for a partner", "standing/" + string(panel.Refused): "a partner said no", "standing/" + string(panel.PartnerLeft): "a partner left",
	"standing/" + string(panel.DoesNotAddUp): "does not add up", "standing/" + string(panel.Ready): "ready", "standing/" + string(panel.OnAgenda): "on an agenda",
	"standing/" + string(panel.Decided): "decided", "standing/" + string(panel.TakenBack): "taken back", "standing/" + string(panel.Gone): "its school left",
	"meeting/" + string(panel.Planned): "planned", "meeting/" + string(panel.Started): "under way", "meeting/" + string(panel.Closed): "ended", "meeting/" + string(panel.Cancelled): "cancelled",
	"item/" + string(panel.Waits): "waits", "item/" + string(panel.Opened): "before the panel", "item/" + string(panel.Settled): "decided", "item/" + string(panel.PutOff): "put off", "item/" + string(panel.Off): "left the agenda",
	"confirmed/" + panel.AsRecommended: "confirmed as recommended", "confirmed/" + panel.Changed: "confirmed with another amount", "confirmed/" + panel.Declined: "not confirmed",
	"event-outcome/" + panel.EventGiven: "money given", "event-outcome/" + panel.EventNotGiven: "no money given", "event-outcome/" + panel.EventWithdrawn: "withdrawn by the school",
	"office/" + panel.Chair: "chair", "office/" + panel.Member: "member", "office/" + panel.Council: "for the council",
	"carried/vote": "by votes", "carried/casting": "by the chair’s casting vote", "carried/agreed": "by all without a vote",
	"vote/" + panel.Abstain: "abstains",
}

// requestForms are the shipped forms; their gates are what evidence is about.
var requestForms = []string{"request-form.json", "request-form-group.json", "request-form-project.json", "request-form-advice.json"}

// shippedNames are the words of the packs that come with the program.
var shippedNames = sync.OnceValue(func() map[string]string {
	names := maps.Clone(fixedNames)
	for _, family := range summary.Families() {
		names["family/"+family.Code] = family.Words
	}
	codes, err := register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		panic("meeting: the shipped codes cannot be read: " + err.Error())
	}
	for _, need := range papers.Needs {
		names["need/"+need] = codes.NeedName(need)
	}
	for _, form := range requestForms {
		addGates(names, assets.Pack(form))
	}
	addPack(names, "sen-continuum", assets.Pack("continuum.json"))
	addPack(names, "sen-services", assets.Pack("services.json"))
	return names
})

func addGates(names map[string]string, body []byte) {
	form, problems := funding.Load(body)
	if problems != nil {
		return
	}
	worded := form.Worded(funding.WordsOf(terms.Shipped()))
	for _, gate := range worded.Gates {
		names["gate/"+gate.ID] = gate.Title
	}
}

// addPack adds the words of one pack. One of another kind, or that does not load, has none.
func addPack(names map[string]string, format string, body []byte) {
	switch format {
	case "sen-continuum":
		p, problems := continuum.Load(body)
		if problems != nil {
			return
		}
		for _, level := range p.Levels {
			names["level/"+level.ID] = fmt.Sprintf("%s, %s", level.ID, level.Name)
		}
		for _, area := range p.Areas {
			for _, strand := range area.Strands {
				names["strand/"+strand.ID] = strand.Name
			}
		}
	case "sen-services":
		p, problems := provision.LoadServices(body)
		if problems != nil {
			return
		}
		for _, service := range p.List {
			names["service/"+service.ID] = service.Name
		}
	case "request-form":
		addGates(names, body)
	}
}

// shippedCalendar is the calendar by which the hub counts school days.
var shippedCalendar = sync.OnceValue(func() school.Calendar {
	c, problems := school.LoadCalendar(assets.Pack("calendar.json"))
	if problems != nil {
		panic(fmt.Sprint("meeting: the shipped calendar cannot be read: ", problems))
	}
	return c
})

// rulesFormat is the format of a pack of a panel's rules.
const rulesFormat = "cluster-panel"

// shippedRules hold where a cluster was sent none of its council's own.
var shippedRules = sync.OnceValue(func() *panel.Rules {
	rules, problems := panel.LoadRules(assets.Pack("panel.json"))
	if problems != nil {
		panic(fmt.Sprint("meeting: the shipped rules of a panel cannot be read: ", problems))
	}
	return rules
})

// sharedRules are the rules of needs that schools share.
var sharedRules = sync.OnceValue(func() matching.Rules {
	rules, problems := matching.LoadRules(assets.Pack("shared-needs.json"))
	if problems != nil {
		panic(fmt.Sprint("meeting: the shipped rules of shared needs cannot be read: ", problems))
	}
	return rules
})

// wordLists keeps what was read of the packs that a cluster sends round.
type wordLists struct {
	mu   sync.Mutex
	kept map[string]stampedLists // by cluster
}

type stampedLists struct {
	stamp string
	lists *lists
}

// of returns a cluster's words, read again only when what it sends round changed.
func (wl *wordLists) of(r inbox.Reader, cluster string, t terms.Terms) (*lists, error) {
	offers, err := r.Packs(cluster)
	if err != nil {
		return nil, err
	}
	stamp := ""
	for _, o := range offers {
		stamp += o.ID + "\n"
	}
	wl.mu.Lock()
	defer wl.mu.Unlock()
	if kept, ok := wl.kept[cluster]; ok && kept.stamp == stamp {
		return kept.lists, nil
	}
	l := &lists{names: maps.Clone(shippedNames()), rules: shippedRules(), terms: t}
	for _, o := range offers {
		full, err := r.Pack(cluster, o.ID)
		if err != nil {
			return nil, err
		}
		body := full.Body
		if f, err := signedpack.Open(body); err == nil {
			body = f.Pack
		}
		if rules, problems := panel.LoadRules(body); o.Format == rulesFormat && problems == nil {
			l.rules = rules
		}
		addPack(l.names, o.Format, body)
	}
	if wl.kept == nil {
		wl.kept = map[string]stampedLists{}
	}
	wl.kept[cluster] = stampedLists{stamp, l}
	return l, nil
}
