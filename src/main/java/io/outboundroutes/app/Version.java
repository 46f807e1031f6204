package io.outboundroutes.app;

/** The program's version, as its jar says. */
public final class Version {

    private Version() {}

    /** The version; {@code development} outside of a jar. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
