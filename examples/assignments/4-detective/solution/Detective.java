import java.util.function.ToDoubleFunction;

/** The reference solution. */
final class Detective {
    private Detective() {}

    static double[] slopes(ToDoubleFunction<double[]> J, double[] at, double h) {
        double[] slopes = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double[] moved = at.clone();
            moved[i] = at[i] + h;
            double above = J.applyAsDouble(moved);
            moved[i] = at[i] - h;
            slopes[i] = (above - J.applyAsDouble(moved)) / (2 * h);
        }
        return slopes;
    }

    static boolean agree(double[] gradient, double[] slopes) {
        double largest = 0;
        for (double slope : slopes) {
            largest = Math.max(largest, Math.abs(slope));
        }
        for (int i = 0; i < slopes.length; i++) {
            if (!(Math.abs(gradient[i] - slopes[i]) <= 1e-6 * largest + 1e-12)) {
                return false;
            }
        }
        return true;
    }

    static String guilty() {
        return "Softsign";
    }
}
