package io.outboundroutes.app.gates;

/** One static rule over the files of a routes directory. */
interface GateRule {

    void check(RouteFiles files, GateContext context, Findings findings);
}
