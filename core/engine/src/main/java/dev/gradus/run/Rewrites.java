package dev.gradus.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The passes that find values which need not be computed, one after the other at each op, inputs first. */
final class Rewrites {
    private Rewrites() {}

    /** How often each of them found something. */
    static Map<Pass, Integer> apply(Program program, Set<Pass> passes) {
        Map<Pass, Rewrite> rewrites = new EnumMap<>(Pass.class);
        rewrites.put(Pass.FOLDED_CONSTANTS, new FoldedConstants());
        rewrites.put(Pass.EXACT_IDENTITIES, new ExactIdentities());
        rewrites.put(Pass.VIEWS, new Views());
        rewrites.put(Pass.SHARED_SUBEXPRESSIONS, new SharedSubexpressions());
        rewrites.put(Pass.ABSORBED_TRANSPOSES, new AbsorbedTransposes());
        rewrites.keySet().retainAll(passes);
        Map<Pass, Integer> found = new EnumMap<>(Pass.class);
        rewrites.keySet().forEach(pass -> found.put(pass, 0));
        for (int place = 0; place < program.size(); place++) {
            if (program.isComputed(place)) {
                for (Map.Entry<Pass, Rewrite> rewrite : rewrites.entrySet()) {
                    if (rewrite.getValue().apply(program, place)) {
                        found.merge(rewrite.getKey(), 1, Integer::sum);
                        break;
                    }
                }
            }
        }
        return found;
    }
}
