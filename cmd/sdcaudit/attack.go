package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"

	"needsbook/app/summary"
)

// result is what --json prints.
type result struct {
	Files     int              `json:"files"`
	Schools   []schoolResult   `json:"schools"`
	Clusters  []clusterResult  `json:"clusters"`
	Protected int              `json:"protected"` // figures shown as low or held back
	Tried     int              `json:"tried"`
	Pairs     int              `json:"pairs"`     // of summaries of a school, and of schools of a cluster
	Recovered int              `json:"recovered"` // cells
	Joiners   int              `json:"joiners"`   // joiners, leavers and movers of whom something is known
	Aggregate *aggregateResult `json:"aggregate,omitempty"`
}

type schoolResult struct {
	URN   string   `json:"urn"`
	Files []string `json:"files"` // in the order in which they were sent
	summary.AttackReport
}

type clusterResult struct {
	Cluster string `json:"cluster"`
	Schools int    `json:"schools"`
	summary.ClusterReport
}

// attack takes every school with its summaries in order, then every cluster, on all
// cores.
func attack(published []published, o summary.AttackOptions) (result, error) {
	sort.SliceStable(published, func(i, j int) bool { return before(published[i].document, published[j].document) })
	r := result{Files: len(published)}
	schools := bySchool(published)
	r.Schools = make([]schoolResult, len(schools))
	err := inParallel(len(schools), o, func(k *summary.Attacker, i int) error {
		school := &r.Schools[i]
		school.URN = schools[i][0].document.URN
		for _, p := range schools[i] {
			school.Files = append(school.Files, p.file)
		}
		report, err := k.School(documents(schools[i]))
		if err != nil {
			return fmt.Errorf("the summaries of school %s contradict themselves: %w", school.URN, err)
		}
		school.AttackReport = report
		return nil
	})
	if err != nil {
		return r, err
	}
	names, clusters := byCluster(schools)
	r.Clusters = make([]clusterResult, len(names))
	err = inParallel(len(names), o, func(k *summary.Attacker, i int) error {
		report, err := k.Cluster(names[i], clusters[names[i]])
		r.Clusters[i] = clusterResult{names[i], len(clusters[names[i]]), report}
		return err
	})
	r.count()
	return r, err
}

func (r *result) count() {
	for _, s := range r.Schools {
		r.Protected, r.Tried, r.Pairs = r.Protected+s.Hidden, r.Tried+s.Tried, r.Pairs+s.Pairs
		for _, x := range s.Recovered {
			if x.Harm == "K3" {
				r.Joiners++
			} else {
				r.Recovered++
			}
		}
	}
	for _, c := range r.Clusters {
		r.Pairs, r.Joiners = r.Pairs+c.Pairs, r.Joiners+len(c.Moved)
	}
}

// inParallel runs n pieces of work on all cores, each core with an attacker of its
// own, and returns the error of the first piece that has one.
func inParallel(n int, o summary.AttackOptions, work func(k *summary.Attacker, i int) error) error {
	errs := make([]error, n)
	pieces := make(chan int)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			k := summary.NewAttacker(o)
			for i := range pieces {
				errs[i] = work(k, i)
			}
		})
	}
	for i := range n {
		pieces <- i
	}
	close(pieces)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// bySchool cuts the sorted summaries into schools.
func bySchool(sorted []published) [][]published {
	var out [][]published
	for i, p := range sorted {
		if i == 0 || p.document.URN != sorted[i-1].document.URN {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// byCluster gathers the schools that sent for each cluster.
func byCluster(schools [][]published) ([]string, map[string][][]summary.Document) {
	var names []string
	clusters := map[string][][]summary.Document{}
	for _, school := range schools {
		sent := documents(school)
		done := map[string]bool{}
		for _, d := range sent {
			if done[d.Cluster] {
				continue
			}
			done[d.Cluster] = true
			if clusters[d.Cluster] == nil {
				names = append(names, d.Cluster)
			}
			clusters[d.Cluster] = append(clusters[d.Cluster], sent)
		}
	}
	sort.Strings(names)
	return names, clusters
}

func documents(published []published) []summary.Document {
	var out []summary.Document
	for _, p := range published {
		out = append(out, p.document)
	}
	return out
}

// before puts summaries in the order in which a school sent them: by term, then
// date, then revision.
func before(a, b summary.Document) bool {
	switch {
	case a.URN != b.URN:
		return a.URN < b.URN
	case a.Series != b.Series:
		return summary.TermOrder(a.Series) < summary.TermOrder(b.Series)
	case a.AsOf != b.AsOf:
		return a.AsOf.Before(b.AsOf)
	}
	return a.Rev < b.Rev
}
