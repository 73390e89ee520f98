// Package people knows who may do what at a cluster's hub: the people, the roles that
// they hold at a place and for a time, and what each role allows. Everything that no
// role names is refused. Whoever runs the hub cannot decide, and whoever decides cannot
// let a school's computer in.
package people
