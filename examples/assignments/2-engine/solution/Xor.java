import java.util.List;

/** The reference solution. */
final class Xor {
    private Xor() {}

    static double train(
            double[][] x,
            double[][] y,
            double[][] w1,
            double[][] b1,
            double[][] w2,
            double[][] b2,
            double learningRate,
            int epochs) {
        List<Array> all = List.of(Array.of(w1), Array.of(b1), Array.of(w2), Array.of(b2));
        for (int epoch = 0; epoch < epochs; epoch++) {
            loss(x, y, all).backward();
            all.forEach(parameter -> step(parameter, learningRate));
        }
        return loss(x, y, all).value()[0][0];
    }

    private static Array loss(double[][] x, double[][] y, List<Array> all) {
        Array h = Array.of(x).matMul(all.get(0)).addRow(all.get(1)).tanh();
        return h.matMul(all.get(2)).addRow(all.get(3)).tanh().loss(y);
    }

    private static void step(Array parameter, double learningRate) {
        double[][] w = parameter.value(), g = parameter.gradient();
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w[i].length; j++) {
                w[i][j] -= learningRate * g[i][j];
            }
        }
    }
}
