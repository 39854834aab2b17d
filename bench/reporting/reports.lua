-- Every request is another report of another host; answers are counted by status.
local number, seed, threads = 0, 0, {}

function setup(thread)
  thread:set("seed", #threads)
  table.insert(threads, thread)
end

function init(args)
  counts = {}
  base = tonumber(args[1]) or 0
end

function request()
  number = number + 1
  local host = string.format("hubei-%d-%d-%d.example.com", base, seed, number)
  local body = string.format(
    '{"text":"收到短信，请打开 hxxps://%s/cx?id=%d 查询社保","reached_by":"sms","note":"页面要我填银行卡号"}',
    host, number)
  return wrk.format("POST", "/api/v1/reports", {["Content-Type"] = "application/json"}, body)
end

function response(status)
  counts[status] = (counts[status] or 0) + 1
end

function done(summary, latency)
  local all = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("counts")) do all[status] = (all[status] or 0) + count end
  end
  local told = {}
  for status, count in pairs(all) do table.insert(told, string.format('"%d": %d', status, count)) end
  io.write(string.format(
    'FIGURES {"requests": %d, "microseconds": %d, "p50": %.3f, "p99": %.3f, "max": %.3f, "errors": %d, "statuses": {%s}}\n',
    summary.requests, summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    table.concat(told, ", ")))
end
