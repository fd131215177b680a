import numpy as np

N = 6   # points
D = 2   # dimensions
K = 3   # classes
X = np.array([[0.1, 0.2], [0.3, 0.1], [1.2, 0.9], [1.0, 1.1], [-0.8, 1.0], [-1.1, 0.7]])
y = np.array([0, 0, 1, 1, 2, 2])

W = 0.01 * np.random.randn(D, K)
b = np.zeros((1, K))
step_size = 1e-0
reg = 1e-3

num_examples = X.shape[0]
for i in range(200):
    scores = np.dot(X, W) + b
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)

    correct_logprobs = -np.log(probs[range(num_examples), y])
    data_loss = np.sum(correct_logprobs) / num_examples
    reg_loss = 0.5 * reg * np.sum(W * W)
    loss = data_loss + reg_loss
    if i % 10 == 0:
        print("iteration %d: loss %f" % (i, loss))

    dscores = probs
    dscores[range(num_examples), y] -= 1
    dscores /= num_examples
    dW = np.dot(X.T, dscores)
    db = np.sum(dscores, axis=0, keepdims=True)
    dW += reg * W
    W += -step_size * dW
    b += -step_size * db
