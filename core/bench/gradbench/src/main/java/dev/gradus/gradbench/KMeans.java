package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;

/**
 * The eval {@code kmeans}: the sum of the squares of all points' distances to the nearest of k centroids, and the direction
 * of Newton's method J / diag(H), as the Hessian H is diagonal: its diagonal is H · (1, …, 1), one product.
 *
 * <p>The nearest centroid c of a point p is that where 2 p·c − |c|² is greatest, as |p − c|² is |p|² less that.
 */
final class KMeans {
    private final Problem problem = new Problem();
    private final int k;
    private final int d;
    private final Input centroids;
    private final Node cost;

    record Arguments(double[][] points, double[][] centroids) {}

    private KMeans(Arguments a) {
        int n = Rows.positive("the number of points", a.points.length);
        k = Rows.positive("the number of centroids", a.centroids.length);
        d = Rows.positive("the length of a point", Rows.size(a.points));
        Input points = problem.input("points", Rows.flat("points", a.points, n, d), n, d);
        centroids = problem.input("centroids", Rows.flat("centroids", a.centroids, k, d), k, d);

        Node nearness = points.matMul(centroids.transpose())
                .subtract(centroids.square().sum(1).multiply(0.5));
        Node nearest = centroids.take(nearness.argMax(1), 0);
        this.cost = points.subtract(nearest).square().sum();
    }

    private Node direction() {
        Node gradient = Gradients.of(cost).wrt(centroids);
        Node diagonal = Tangents.of(gradient).along(centroids, Constant.of(Tensor.ones(k, d)));
        return gradient.divide(diagonal);
    }

    static Eval eval() {
        return new Eval()
                .function("cost", Arguments.class, KMeans::cost)
                .function("dir", Arguments.class, KMeans::direction);
    }

    private static Prepared<Double> cost(Arguments a) {
        KMeans kmeans = new KMeans(a);
        return Prepared.of(kmeans.problem.value(kmeans.cost));
    }

    private static Prepared<Results> direction(Arguments a) {
        KMeans kmeans = new KMeans(a);
        return Prepared.of(kmeans.problem.values(kmeans.direction()), values -> Rows.of(values[0], kmeans.k, kmeans.d));
    }
}
