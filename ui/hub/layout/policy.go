package layout

// Policy is what a browser may do on every page of the hub: nothing but show it, with
// the hub's own styles, letters and pictures.
const Policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// scripted also lets the hub's own script run, on the few pages that have one.
const scripted = Policy + "; script-src 'self'"
