package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gradus.examples.XGBoostObjective.Derivatives;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.IObjective;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class XGBoostObjectiveTest {
    private static final int EXAMPLES = 500;
    private static final int ROUNDS = 20;

    private final XGBoostObjective logistic = XGBoostObjective.of(XGBoostObjective::logistic);

    @Property
    void logisticDerivativesAreThoseOfTheClosedForm(
            @ForAll @Size(min = 1, max = 20) List<@FloatRange(min = -80, max = 80) Float> scores) {
        for (float label : new float[] {0, 1}) {
            float[] labels = new float[scores.size()], at = new float[scores.size()];
            for (int i = 0; i < at.length; i++) {
                labels[i] = label;
                at[i] = scores.get(i);
            }
            Derivatives found = logistic.at(at, labels);
            for (int i = 0; i < at.length; i++) {
                double p = 1 / (1 + Math.exp(-at[i])), q = 1 / (1 + Math.exp(at[i]));
                assertThat(found.gradient()[i]).isCloseTo((float) (label == 1 ? -q : p), within(1e-7f));
                double hessian = Math.max(p * q, 1e-16);
                assertThat(found.hessian()[i])
                        .isCloseTo((float) hessian, within((float) (1e-6 * hessian + Math.ulp(1.0))));
            }
        }
    }

    /** Twenty rounds of boosting with the derived objective and with XGBoost's own give the same scores. */
    @Test
    void xgboostTrainsAsWithItsOwnLogisticObjective() throws XGBoostError {
        DMatrix data = data();
        IObjective derived = (scores, of) -> {
            Derivatives found = logistic.at(XGBoostObjective.column(scores), label(of));
            return List.of(found.gradient(), found.hessian());
        };
        float[] own = scores(data, Map.of("objective", "binary:logistic", "base_score", 0.5), null);
        float[] ours = scores(data, Map.of("base_score", 0), derived);
        assertThat(own).hasSize(EXAMPLES);
        assertThat(ours).containsExactly(own, within(1e-4f));
        float least = 0, most = 0;
        for (float score : own) {
            least = Math.min(least, score);
            most = Math.max(most, score);
        }
        assertThat(most - least)
                .as("how far training has separated the examples")
                .isGreaterThan(2);
    }

    /** The focal loss has no objective of its own in XGBoost: it is trained, and finds the labels. */
    @Test
    void xgboostTrainsWithTheFocalLoss() throws XGBoostError {
        XGBoostObjective focal = XGBoostObjective.of(XGBoostObjective::focal);
        DMatrix data = data();
        float[] scores = scores(data, Map.of("base_score", 0), (at, of) -> {
            Derivatives found = focal.at(XGBoostObjective.column(at), label(of));
            return List.of(found.gradient(), found.hessian());
        });
        float[] labels = data.getLabel();
        int right = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            right += scores[i] > 0 == labels[i] > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(EXAMPLES * 9 / 10);
    }

    @Test
    void aLossThatAddsItsExamplesIsRefused() {
        XGBoostObjective summed = XGBoostObjective.of(
                (score, label) -> XGBoostObjective.logistic(score, label).sum());
        assertThatThrownBy(() -> summed.at(new float[] {1, 2}, new float[] {0, 1}))
                .hasMessage("The loss must have one number for each of the 2 examples, but its shape is ()."
                        + " Do not add or average them.");
    }

    @Test
    void theExamplePrintsBothLosses() {
        assertThat(Printed.by((out, err) -> {
                            XGBoostObjective.run(out);
                            return 0;
                        })
                        .lines())
                .hasSize(6)
                .contains("  0.0             -0.5000,  0.2500          -0.2983,  0.3991");
    }

    private static float[] label(DMatrix data) {
        try {
            return data.getLabel();
        } catch (XGBoostError failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static float[] scores(DMatrix data, Map<String, Object> settings, IObjective objective)
            throws XGBoostError {
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(Map.of("max_depth", 3, "eta", 0.3, "nthread", 1, "tree_method", "exact"));
        Booster booster = XGBoost.train(data, all, ROUNDS, Map.of(), objective, null);
        return XGBoostObjective.column(booster.predict(data, true));
    }

    /** Two features; the label says whether the point is in a ring, with one label in twenty wrong. */
    private static DMatrix data() throws XGBoostError {
        Random random = new Random(1);
        List<Float> labels = new ArrayList<>();
        float[] features = new float[2 * EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            features[2 * i] = random.nextFloat() * 4 - 2;
            features[2 * i + 1] = random.nextFloat() * 4 - 2;
            double radius = Math.hypot(features[2 * i], features[2 * i + 1]);
            boolean inside = radius > 0.7 && radius < 1.6;
            labels.add(inside ^ random.nextInt(20) == 0 ? 1f : 0f);
        }
        float[] target = new float[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            target[i] = labels.get(i);
        }
        try {
            DMatrix data = new DMatrix(features, EXAMPLES, 2, Float.NaN);
            data.setLabel(target);
            return data;
        } catch (LinkageError noNativeCode) {
            return abort("XGBoost's native code cannot be loaded: " + noNativeCode);
        }
    }
}
