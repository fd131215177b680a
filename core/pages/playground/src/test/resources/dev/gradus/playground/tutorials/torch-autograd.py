import torch

device = torch.device("cpu")
torch.manual_seed(0)

x = torch.randn(32, 5)
y = torch.randn(32, 1)

w1 = torch.randn(5, 16, requires_grad=True)
w2 = torch.randn(16, 1, requires_grad=True)
lr = 1e-3

for step in range(200):
    y_pred = x.mm(w1).clamp(min=0).mm(w2)
    loss = (y_pred - y).pow(2).mean()
    loss.backward()

    with torch.no_grad():
        w1 -= lr * w1.grad
        w2 -= lr * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
