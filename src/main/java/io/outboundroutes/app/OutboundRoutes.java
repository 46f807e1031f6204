package io.outboundroutes.app;

/** The program's entry point. */
public final class OutboundRoutes {

    private OutboundRoutes() {}

    public static void main(String[] args) {
        System.out.println("outbound-routes");
    }
}
