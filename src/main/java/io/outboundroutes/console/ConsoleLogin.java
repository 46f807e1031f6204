package io.outboundroutes.console;

import io.hawt.web.auth.RolePrincipal;
import io.hawt.web.auth.UserPrincipal;
import io.outboundroutes.platform.text.Secret;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.jspecify.annotations.Nullable;

/**
 * Compares name and password with the console's users. JAAS makes one per attempt, by its public constructor, and uses it
 * in one thread.
 */
public final class ConsoleLogin implements LoginModule {

    /** The option that holds the {@code List<ConsoleUser>}. */
    static final String USERS = "users";

    private static final Secret NOBODYS =
            Secret.of("compared with, so that an unknown name takes as long as a known one");

    private @Nullable Subject subject;
    private @Nullable CallbackHandler asker;
    private List<?> users = List.of();
    private @Nullable ConsoleUser known;
    private Set<Principal> granted = Set.of();

    @Override
    public void initialize(
            Subject forWhom, @Nullable CallbackHandler handler, Map<String, ?> shared, Map<String, ?> options) {
        subject = forWhom;
        asker = handler;
        users = options.get(USERS) instanceof List<?> given ? given : List.of();
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("name");
        PasswordCallback password = new PasswordCallback("password", false);
        ask(name, password);
        Optional<ConsoleUser> user = users.stream()
                .filter(ConsoleUser.class::isInstance)
                .map(ConsoleUser.class::cast)
                .filter(u -> u.name().equals(name.getName()))
                .findFirst();
        boolean right = user.map(ConsoleUser::password).orElse(NOBODYS).equals(typed(password));
        password.clearPassword();
        if (!right || user.isEmpty()) {
            // Neither the name (it may be the password, typed into the wrong field) nor which of the two was wrong.
            throw new FailedLoginException("user name or password is wrong");
        }
        known = user.get();
        return true;
    }

    private void ask(Callback... questions) throws LoginException {
        if (asker == null) {
            throw new FailedLoginException("a user name and a password are needed");
        }
        try {
            asker.handle(questions);
        } catch (IOException | UnsupportedCallbackException e) {
            throw new FailedLoginException("a user name and a password are needed");
        }
    }

    private static Secret typed(PasswordCallback password) {
        char[] characters = password.getPassword();
        // An empty password is nobody's either: the store of users refuses empty ones.
        return Secret.of(characters == null || characters.length == 0 ? "\0" : new String(characters));
    }

    @Override
    public boolean commit() {
        if (known == null || subject == null) {
            return false;
        }
        granted = Set.of(new UserPrincipal(known.name()), new RolePrincipal(known.role()));
        subject.getPrincipals().addAll(granted);
        return true;
    }

    @Override
    public boolean abort() {
        known = null;
        return true;
    }

    @Override
    public boolean logout() {
        if (subject != null) {
            subject.getPrincipals().removeAll(granted);
        }
        known = null;
        return true;
    }
}
