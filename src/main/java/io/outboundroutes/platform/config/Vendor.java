package io.outboundroutes.platform.config;

/** The vendors there are connections to. */
public enum Vendor {
    /** Genesys Cloud. */
    GENESYS("genesys", "Genesys Cloud", "env"),
    /** NICE CXone. */
    CXONE("cxone", "NICE CXone", "domain");

    private final String id;
    private final String title;
    private final String addressWord;

    Vendor(String id, String title, String addressWord) {
        this.id = id;
        this.title = title;
        this.addressWord = addressWord;
    }

    /** The first word of its keys and route ids. */
    public String id() {
        return id;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Last word of the key that names its region or host. */
    String addressWord() {
        return addressWord;
    }

    /** Its keys. */
    public VendorKeys keys() {
        return this == GENESYS ? VendorKeys.GENESYS : VendorKeys.CXONE;
    }
}
