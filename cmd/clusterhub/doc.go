// Command clusterhub receives the summaries of a cluster's schools and shows the
// cluster its page. One program, one folder: the records and the hub's key.
//
// It makes the parts (records, rules, pages) and joins them; it holds no rule.
package main
