package io.outboundroutes.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** How much of a setting's value may be seen, and whether it may be given on the command line. */
public enum Exposure {
    /** Shown as it is; may be given anywhere. */
    OPEN {
        @Override
        public String show(String value) {
            return value;
        }
    },
    /** An http address: its user info and query may hold credentials and are masked. */
    ADDRESS {
        @Override
        public String show(String value) {
            return Exposure.address(value);
        }
    },
    /** A JDBC address: user info and options such as {@code password} are masked. */
    DATABASE {
        @Override
        public String show(String value) {
            String withoutUser = JDBC_USER.matcher(value).replaceFirst("$1***@");
            return JDBC_SECRET.matcher(withoutUser).replaceAll("$1***");
        }
    },
    /** Never shown; never given on the command line, where every user of the machine can read it. */
    SECRET {
        @Override
        public String show(String value) {
            return "***";
        }
    };

    private static final Pattern JDBC_USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.:-]*//).*@");
    private static final Pattern JDBC_SECRET =
            Pattern.compile("(?i)([;?&][^=;?&]*(?:pass|pwd|secret|token|key)[^=;?&]*=)[^;&]*");

    /** The value as messages and {@code check} may show it. */
    public abstract String show(String value);

    /** Whether the value holds something that {@link #show} masks. */
    boolean hides(String value) {
        return !show(value).equals(value);
    }

    private static String address(String value) {
        try {
            URI uri = new URI(value);
            boolean complete = uri.getHost() != null;
            if (!complete) {
                return value.matches("[^?#@]*") ? value : "***";
            }
            return uri.getScheme()
                    + "://"
                    + (uri.getRawUserInfo() == null ? "" : "***@")
                    + uri.getHost()
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + uri.getRawPath()
                    + (uri.getRawQuery() == null ? "" : "?***")
                    + (uri.getRawFragment() == null ? "" : "#***");
        } catch (URISyntaxException e) {
            // Nobody can tell which part of it is the secret one.
            return "***";
        }
    }
}
