package dev.gradus.benchmarks;

import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Factorizations of square matrices, and a triangular system with as many right-hand sides as rows. */
@State(Scope.Benchmark)
public class Factorizations {
    @Param({"cholesky 512", "triangularSolve 512", "qr 256", "symmetricEigen 256", "svd 256"})
    public String work;

    private Run run;

    @Setup
    public void prepare() {
        String[] words = work.split(" ", 2);
        int n = Integer.parseInt(words[1]);
        Tensor a = NumpyRandom.seed(0).randn(n, n);
        Tensor definite = Tensor.generate(a.shape(), i -> {
            int row = i / n, column = i % n;
            return a.get(row, column) + a.get(column, row) + (row == column ? 4.0 * n : 0);
        });
        boolean isSymmetric = !words[0].equals("qr") && !words[0].equals("svd");
        Parameter matrix = Parameter.of("A", isSymmetric ? definite : a);
        run = Run.of(Graph.of(of(words[0], matrix, Constant.of("B", a))));
    }

    private static Node of(String function, Node a, Node b) {
        return switch (function) {
            case "cholesky" -> LinearAlgebra.cholesky(a);
            case "triangularSolve" -> LinearAlgebra.triangularSolve(a, b, false);
            case "qr" -> LinearAlgebra.qr(a);
            case "symmetricEigen" -> LinearAlgebra.eigh(a);
            default -> LinearAlgebra.svd(a);
        };
    }

    @Benchmark
    public double gradus() {
        return run.forward();
    }
}
