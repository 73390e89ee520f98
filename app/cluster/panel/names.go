package panel

import (
	"maps"
	"sync"

	"needsbook/app/continuum"
	"needsbook/app/provision"
	"needsbook/app/summary"
	"needsbook/assets"
)

// Kinds of names in About.Names.
const (
	nameArea    = "area"
	nameNeed    = "need"
	namePhase   = "phase"
	nameService = "service"
	nameLevel   = "level"
)

// ShippedNames returns the words for the codes that stand in requests, from the lists
// and packs that ship with the program. A hub puts its own over them.
func ShippedNames() map[string]string { return maps.Clone(shippedNames()) }

var shippedNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, t := range summary.Plan(8, 40) {
		switch t.ID {
		case "T01":
			putNames(names, namePhase, t.Cols)
		case "T02":
			putNames(names, nameArea, t.Cols)
		case "T05":
			putNames(names, nameNeed, t.Rows)
		}
	}
	if services, problems := provision.LoadServices(assets.Pack("services.json")); len(problems) == 0 {
		for _, s := range services.List {
			names[nameService+"/"+s.ID] = s.Name
		}
	}
	if p, problems := continuum.Load(assets.Pack("continuum.json")); len(problems) == 0 {
		for _, l := range p.Levels {
			names[nameLevel+"/"+l.ID] = l.Name
		}
	}
	return names
})

func putNames(names map[string]string, kind string, codes []summary.Line) {
	for _, c := range codes {
		names[kind+"/"+c.Code] = c.Words
	}
}

// serviceName names a service: as the cluster's directory calls it, else by its code.
func (s State) serviceName(id string) string {
	if sv, there := s.Service(id); there {
		return sv.Name
	}
	return s.About.Word(nameService, id)
}
