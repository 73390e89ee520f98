// Package provisionmap is the page Provision: what the school puts on, for one pupil or
// for several, in groups whose headings carry totals that follow the filter. The
// current row stands beside the map with the pupils in it and what each costs, and
// every amount opens to its sum in words. Interventions are made from the library or
// anew, pupils are put in and taken out, and pictures show where time and money go.
package provisionmap
