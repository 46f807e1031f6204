package io.outboundroutes.console;

import io.hawt.web.auth.RolePrincipal;
import io.hawt.web.auth.UserPrincipal;
import io.outboundroutes.platform.text.PasswordHash;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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

    /** Compared with, so that an unknown name takes as long as a known one. Nobody knows its password. */
    private static final PasswordHash NOBODYS = PasswordHash.parse(
            "pbkdf2-sha256:600000:aqTmUw9Gn_F9vDlBGVxVGA:QVg1Cw2jRr0mYsKsx3_nbUSwzIYzoPQC_Tqz918leE0");

    /** Whoever guesses passwords keeps so many threads busy, and no more. */
    private static final Semaphore AT_ONCE = new Semaphore(2, true);

    private static final long PATIENCE_SECONDS = 10;

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
        char[] typed = password.getPassword();
        boolean right = isRight(user.map(ConsoleUser::password).orElse(NOBODYS::isOf), typed);
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

    private static boolean isRight(Predicate<char[]> password, char @Nullable [] typed) throws LoginException {
        char[] characters = typed == null ? new char[0] : typed;
        boolean mayLook = false;
        try {
            mayLook = AT_ONCE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mayLook) {
                throw new FailedLoginException("too many logins at once");
            }
            return password.test(characters);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedLoginException("the login was interrupted");
        } finally {
            if (mayLook) {
                AT_ONCE.release();
            }
            Arrays.fill(characters, '\0');
        }
    }

    @Override
    public boolean commit() {
        if (known == null || subject == null) {
            return false;
        }
        granted = Set.of(
                new UserPrincipal(known.name()), new RolePrincipal(known.role().label()));
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
