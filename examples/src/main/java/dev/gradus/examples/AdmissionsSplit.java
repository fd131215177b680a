package dev.gradus.examples;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/**
 * The admissions data as the classifier takes it: standardised gre and gpa, one column for each rank, and whether the
 * student was admitted; nine of ten students, drawn at random, for training and the others for testing.
 *
 * @param xTrain features (n_batch, n_in) with n_in = 6: gre, gpa, rank_1, rank_2, rank_3, rank_4
 * @param yTrain targets (n_batch, n_out) with n_out = 1: 1 for admitted, else 0
 * @param xTest features of the students held back
 * @param yTest targets of the students held back
 */
record AdmissionsSplit(Tensor xTrain, Tensor yTrain, Tensor xTest, Tensor yTest) {
    private static final int RANKS = 4;

    /**
     * Splits with NumPy's random stream of this seed.
     *
     * @throws LessonException if gre or gpa cannot be standardised
     */
    static AdmissionsSplit of(Table students, long seed) {
        double[][] x = features(students);
        double[] y = students.column("admit");
        int n = students.rows();
        int[] sample = NumpyRandom.seed(seed).choiceWithoutReplacement(n, (int) (n * 0.9));
        boolean[] drawn = new boolean[n];
        for (int student : sample) {
            drawn[student] = true;
        }
        int[] rest = new int[n - sample.length];
        for (int student = 0, i = 0; student < n; student++) {
            if (!drawn[student]) {
                rest[i++] = student;
            }
        }
        return new AdmissionsSplit(rows(x, sample), targets(y, sample), rows(x, rest), targets(y, rest));
    }

    private static double[][] features(Table students) {
        double[] gre = standardized("gre", students.column("gre"));
        double[] gpa = standardized("gpa", students.column("gpa"));
        double[] rank = students.column("rank");
        double[][] x = new double[students.rows()][2 + RANKS];
        for (int student = 0; student < x.length; student++) {
            x[student][0] = gre[student];
            x[student][1] = gpa[student];
            x[student][1 + (int) rank[student]] = 1;
        }
        return x;
    }

    /** Less the mean, divided by the sample standard deviation, whose sum of squares is divided by n − 1. */
    static double[] standardized(String column, double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double deviation = Math.sqrt(squares / (values.length - 1));
        if (!(deviation > 0) || Double.isInfinite(deviation)) {
            throw new LessonException("The column " + column + " cannot be standardised: its mean is " + mean
                    + " and its standard deviation " + deviation);
        }
        return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
    }

    private static Tensor rows(double[][] x, int[] which) {
        return Tensor.of(Arrays.stream(which).mapToObj(i -> x[i]).toArray(double[][]::new))
                .named("n_batch", "n_in");
    }

    private static Tensor targets(double[] y, int[] which) {
        return Tensor.of(Arrays.stream(which).mapToDouble(i -> y[i]).toArray())
                .reshape(which.length, 1)
                .named("n_batch", "n_out");
    }
}
