package dev.gradus.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives the nodes of a body names of their own: x, x′, x″, …, or v1, v2, … for nodes without a name. */
final class FreeNames {
    private static final int MOST_PRIMES = 3;

    private final Set<String> taken = new HashSet<>();

    /** How often a name was asked for, so that many equal names take linear time. */
    private final Map<String, Integer> asked = new HashMap<>();

    /** Takes the name, and returns whether it was free. */
    boolean take(String name) {
        return taken.add(name);
    }

    /** Takes and returns the name, or the name with as many primes as are needed. */
    String like(String name) {
        String free;
        do {
            int primes = asked.merge(name, 1, Integer::sum) - 1;
            free = primes <= MOST_PRIMES ? name + "′".repeat(primes) : name + "′" + primes;
        } while (!taken.add(free));
        return free;
    }

    /** Takes and returns the next of the names v1, v2, …. */
    String next() {
        String free;
        do {
            free = "v" + asked.merge("", 1, Integer::sum);
        } while (!taken.add(free));
        return free;
    }
}
