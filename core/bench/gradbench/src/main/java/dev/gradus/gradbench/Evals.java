package dev.gradus.gradbench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The evals that there are, by the names of GradBench's modules. */
final class Evals {
    private Evals() {}

    static Map<String, Eval> all() {
        Map<String, Eval> all = new LinkedHashMap<>();
        all.put("ba", BundleAdjustment.eval());
        all.put("det", Determinant.eval());
        all.put("gmm", Gmm.eval());
        all.put("hello", Hello.eval());
        all.put("ht", HandTracking.eval());
        all.put("kmeans", KMeans.eval());
        all.put("llsq", LeastSquares.eval());
        all.put("lse", LogSumExp.eval());
        all.put("lstm", Lstm.eval());
        all.put("ode", Ode.eval());
        all.put("particle", Particle.eval());
        all.put("saddle", Saddle.eval());
        return all;
    }
}
