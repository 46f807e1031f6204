package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.TokenHash;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who may use the REST API, recognised by a bearer token.
 *
 * @param name who: what the audit trail calls the user
 * @param hash of the token
 */
public record ApiToken(String name, Role role, TokenHash hash) {

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._@-]{1,64}):([a-z]+):(sha256:.*)");

    /** Reads {@code name:role:sha256:…}. */
    static ApiToken parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not name:role:sha256: and 64 hexadecimal digits");
        }
        return new ApiToken(matcher.group(1), Role.parse(matcher.group(2)), TokenHash.parse(matcher.group(3)));
    }

    /** Reads several, no two of the same name. */
    static List<ApiToken> all(List<String> texts) {
        List<ApiToken> tokens = texts.stream().map(ApiToken::parse).toList();
        if (tokens.stream().map(ApiToken::name).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("two tokens of one name");
        }
        return tokens;
    }
}
