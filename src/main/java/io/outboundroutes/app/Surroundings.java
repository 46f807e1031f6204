package io.outboundroutes.app;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.run.Checkpoint;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What a house takes from outside of itself; tests put their own in.
 *
 * @param clock the wall time
 * @param random decides back-offs
 * @param checkpoint where kill tests halt
 * @param engine how soon a dead process is noticed
 * @param delivering whether events that wait are delivered; not by commands that write nothing
 * @param inCamelCli whether Camel's own command line sees the process, by files in the user's home; only in development
 */
public record Surroundings(
        InstantSource clock,
        RandomGenerator random,
        Checkpoint checkpoint,
        EngineSettings engine,
        boolean delivering,
        boolean inCamelCli) {

    /** Unseen by Camel's command line. */
    public Surroundings(
            InstantSource clock,
            RandomGenerator random,
            Checkpoint checkpoint,
            EngineSettings engine,
            boolean delivering) {
        this(clock, random, checkpoint, engine, delivering, false);
    }

    /** With events delivered. */
    public Surroundings(InstantSource clock, RandomGenerator random, Checkpoint checkpoint, EngineSettings engine) {
        this(clock, random, checkpoint, engine, true);
    }

    /** With the engine's default pace. */
    public Surroundings(InstantSource clock, RandomGenerator random, Checkpoint checkpoint) {
        this(clock, random, checkpoint, EngineSettings.DEFAULTS);
    }

    /** The machine's clock, real randomness, no checkpoints. */
    public static Surroundings real() {
        return new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE);
    }

    /** The same without deliveries: for commands that write nothing. */
    public Surroundings withoutDeliveries() {
        return new Surroundings(clock, random, checkpoint, engine, false, inCamelCli);
    }

    /** The same, seen by Camel's own command line. */
    public Surroundings seenByCamelCli() {
        return new Surroundings(clock, random, checkpoint, engine, delivering, true);
    }
}
