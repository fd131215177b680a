package dev.gradus.kernel.loop;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The loops that plans used last, so that the next plan with the same ops finds them warm. */
public final class SharedLoops {
    private static final int MOST = 100;

    private static final Map<LoopCode, SoftReference<Warming>> LOOPS = new LinkedHashMap<>(MOST, 0.75f, true);

    private SharedLoops() {}

    /**
     * Returns the loop of a code without users' formulas.
     *
     * @param create creates the loop if it is unknown or was refused
     */
    public static Warming of(LoopCode code, Supplier<Warming> create) {
        synchronized (LOOPS) {
            SoftReference<Warming> known = LOOPS.get(code);
            Warming loop = known == null ? null : known.get();
            if (loop == null || !loop.refusal().isEmpty()) {
                loop = create.get();
                LOOPS.put(code, new SoftReference<>(loop));
                if (LOOPS.size() > MOST) {
                    LOOPS.remove(LOOPS.keySet().iterator().next());
                }
            }
            return loop;
        }
    }
}
